package io.pitwheel.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConstantResolverTest {
  private static final Map<String, JsonValue> INPUTS =
      Map.of(
          "n", JsonValue.of(3),
          "s", JsonValue.of("a \"quoted\"\nline"),
          "l", JsonReader.read("[1, {\"k\": 2.5}]"),
          "none", JsonValue.ofNull(),
          "sly", JsonValue.of("{{$.inputs.parameters['n']}}{{$.pipeline_job_uuid}}"));

  private final ConstantResolver resolver =
      new ConstantResolver(
          ConstantResolverTest::find, Map.of(Facts.JOB_UUID, "run-1", Facts.TASK_NAME, "train"));

  @Test
  void passesAWholeInputWithItsType() {
    assertThat(resolve("{{$.inputs.parameters['n']}}")).isEqualTo(JsonValue.of(3));
    assertThat(resolve("{{$.inputs.parameters['l']}}")).isEqualTo(INPUTS.get("l"));
    assertThat(resolve("{{$.inputs.parameters['none']}}")).isEqualTo(JsonValue.ofNull());
  }

  @Test
  void joinsTextFormsWhenThereIsMoreThanOnePlaceholder() {
    assertThat(
            resolve(
                "pre {{$.inputs.parameters['n']}} mid {{$.inputs.parameters['l']}}"
                    + "{{$.inputs.parameters['none']}}"))
        .isEqualTo(JsonValue.of("pre 3 mid [1,{\"k\":2.5}]"));
  }

  @Test
  void fillsFactsAnywhere() {
    assertThat(resolve("j={{$.pipeline_job_uuid}};t={{$.pipeline_task_name}}"))
        .isEqualTo(JsonValue.of("j=run-1;t=train"));
  }

  @Test
  void makesTextOfLeavesInsideListsAndObjects() {
    JsonValue constant =
        JsonReader.read(
            "{\"a\": \"{{$.inputs.parameters['n']}}\", \"b\": [\"{{$.inputs.parameters['s']}}\", 1.5],"
                + " \"key-{{$.inputs.parameters['n']}}\": true}");

    assertThat(resolver.resolve(constant))
        .isEqualTo(
            JsonReader.read(
                "{\"a\": \"3\", \"b\": [\"a \\\"quoted\\\"\\nline\", 1.5], \"key-3\": true}"));
  }

  @Test
  void leavesPlaceholdersThatNeedPathsForTheLauncher() {
    assertThat(resolve("{{$.outputs.output_file}} {{$}}"))
        .isEqualTo(JsonValue.of("{{$.outputs.output_file}} {{$}}"));
  }

  @Test
  void neverScansWhatItFilledIn() {
    assertThat(resolve("x{{$.inputs.parameters['sly']}}"))
        .isEqualTo(JsonValue.of("x{{$.inputs.parameters['n']}}{{$.pipeline_job_uuid}}"));
    assertThat(resolve("{{$.inputs.parameters['sly']}}")).isEqualTo(INPUTS.get("sly"));
  }

  @Test
  void namesAFactThatIsNotKnown() {
    assertThatThrownBy(() -> resolve("{{$.pipeline_root}}/x"))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("pipeline_root");
  }

  @Property
  void constantsWithoutPlaceholdersStayAsTheyAre(@ForAll("constants") JsonValue constant) {
    assertThat(resolver.resolve(constant)).isEqualTo(constant);
  }

  @Provide
  Arbitrary<JsonValue> constants() {
    Arbitrary<JsonValue> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("{}$.'[] ab").ofMaxLength(12).map(JsonValue::of),
            Arbitraries.doubles().map(JsonValue::of),
            Arbitraries.of(true, false).map(JsonValue::of),
            Arbitraries.of(JsonValue.ofNull()));
    return Arbitraries.lazyOf(
            () -> leaves,
            () -> leaves.list().ofMaxSize(3).map(JsonValue::listOf),
            () ->
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), leaves)
                    .ofMaxSize(3)
                    .map(JsonValue.JsonObject::new))
        .filter(value -> !JsonWriter.write(value).contains("{{$}}"));
  }

  private JsonValue resolve(String constant) {
    return resolver.resolve(JsonValue.of(constant));
  }

  private static JsonValue find(String name) {
    JsonValue value = INPUTS.get(name);
    if (value == null) {
      throw new AssertionError("asked for " + name);
    }
    return value;
  }
}
