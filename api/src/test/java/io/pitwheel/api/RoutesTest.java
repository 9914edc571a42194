package io.pitwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our calls and their REST routes are those of the table, KFP's as well as our own. */
final class RoutesTest {

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

  private final GeneratedFiles generated = GeneratedFiles.find();

  RoutesTest() throws IOException, URISyntaxException {}

  @Test
  void everyCallHasTheVerbPathBodyAndMessagesOfTheTable() throws IOException {
    var rows = generated.methods().map(DescriptorRow::ofMethod).toList();

    assertThat(TableDifference.between(WireTable.rowsOf("routes.csv"), rows))
        .isEqualTo(TableDifference.NONE);
  }

  @Test
  void everyPathParameterNamesATextFieldOfTheRequest() {
    var lost =
        generated
            .methods()
            .flatMap(method ->
                pathParametersOf(method)
                    .filter(parameter -> !isText(fieldAt(method.getInputType(), parameter)))
                    .map(parameter -> method.getFullName() + " " + parameter));

    assertThat(lost).isEmpty();
  }

  @Test
  void everyBodyThatIsNotTheWholeRequestNamesAFieldOfIt() {
    var lost =
        generated
            .methods()
            .filter(method -> !List.of("", "*").contains(bodyOf(method)))
            .filter(method -> fieldAt(method.getInputType(), bodyOf(method)) == null)
            .map(MethodDescriptor::getFullName);

    assertThat(lost).isEmpty();
  }

  private static boolean isText(@Nullable FieldDescriptor field) {
    return field != null && field.getJavaType() == FieldDescriptor.JavaType.STRING;
  }

  private static Stream<String> pathParametersOf(MethodDescriptor method) {
    var path = DescriptorRow.pathOf(method.getOptions().getExtension(AnnotationsProto.http));
    return PATH_PARAMETER.matcher(path).results().map(result -> result.group(1));
  }

  private static String bodyOf(MethodDescriptor method) {
    return method.getOptions().getExtension(AnnotationsProto.http).getBody();
  }

  /** The field that a dotted name leads to, or null where it leads nowhere. */
  private static @Nullable FieldDescriptor fieldAt(Descriptor message, String dottedName) {
    var names = dottedName.split("\\.", 2);
    var field = message.findFieldByName(names[0]);
    if (field == null || names.length == 1) {
      return field;
    }
    return fieldAt(field.getMessageType(), names[1]);
  }
}
