package io.pitwheel.cli.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Value;
import io.pitwheel.api.v1.PipelineParameter;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParameterReaderTest {
  private final ParameterReader reader =
      new ParameterReader(
          List.of(
              declared("text", "STRING"),
              declared("count", "NUMBER_INTEGER"),
              declared("rate", "NUMBER_DOUBLE"),
              declared("flag", "BOOLEAN"),
              declared("items", "LIST"),
              declared("table", "STRUCT")));

  @Property
  void takesTextVerbatimWhateverItIs(@ForAll String text) {
    assertThat(value(read("text=" + text), "text").getStringValue()).isEqualTo(text);
  }

  @Property
  void readsEveryIntegerAsItself(@ForAll int number) {
    assertThat(value(read("count=" + number), "count").getNumberValue()).isEqualTo(number);
  }

  @Test
  void readsOtherTypesAsJson() {
    Map<String, Value> values =
        read("rate=3", "flag=true", "items=[1, \"a\"]", "table={\"depth\": {\"of\": null}}");

    assertThat(value(values, "rate").getNumberValue()).isEqualTo(3.0);
    assertThat(value(values, "flag").getBoolValue()).isTrue();
    assertThat(value(values, "items").getListValue().getValues(1).getStringValue()).isEqualTo("a");
    assertThat(value(values, "table").getStructValue().getFieldsMap()).containsKey("depth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count=1.5 | NUMBER_INTEGER, such as 3",
        "count=one | NUMBER_INTEGER",
        "count='' | NUMBER_INTEGER",
        "count=1 2 | NUMBER_INTEGER",
        "rate=\"0.5\" | NUMBER_DOUBLE",
        "rate=NaN | NUMBER_DOUBLE",
        "flag=True | BOOLEAN, true or false",
        "items=[a] | LIST as JSON",
        "items=[1 | LIST as JSON",
        "table=[] | STRUCT as JSON",
        "flag=null | BOOLEAN"
      })
  void refusesValuesOfAnotherTypeWithTheirPlace(String word, String expected) {
    String name = word.substring(0, word.indexOf('='));

    assertThatThrownBy(() -> read(word))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.exitStatus()).isEqualTo(ExitStatus.REFUSED);
              assertThat(failure.path()).isEqualTo("root.inputDefinitions.parameters." + name);
            })
        .hasMessageContaining("(expected: " + expected);
  }

  @Test
  void refusesUnknownNamesWithThoseThatAreDeclared() {
    assertThatThrownBy(() -> read("epochs=3"))
        .hasMessage(
            "the pipeline declares no parameter epochs"
                + " (expected: count, flag, items, rate, table, text)");
  }

  @Test
  void refusesRepeatedNames() {
    assertThatThrownBy(() -> read("count=1", "count=1")).hasMessageContaining("given twice");
    assertThatThrownBy(() -> readFile("{\"count\": 1, \"count\": 2}"))
        .hasMessageContaining("stands twice in parameters.json");
  }

  @Test
  void refusesWordsWithoutName() {
    assertThatThrownBy(() -> read("count")).hasMessageContaining("NAME=VALUE");
    assertThatThrownBy(() -> read("=3")).hasMessageContaining("NAME=VALUE");
  }

  @Test
  void letsWordsWinOverTheFile() {
    Map<String, Value> values = readFile("{\"count\": 1, \"text\": \"file\"}", "count=2");

    assertThat(value(values, "count").getNumberValue()).isEqualTo(2);
    assertThat(value(values, "text").getStringValue()).isEqualTo("file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | at line 1, column 2",
        "{count: 1} | at line 1, column 3",
        "{\"count\": 1 | at line 1, column 12",
        "{\"count\": NaN} | at line 1, column 11"
      })
  void refusesFilesThatAreNoJsonObject(String file, String place) {
    assertThatThrownBy(() -> readFile(file))
        .hasMessageContainingAll("unreadable " + place, "(expected: one JSON object")
        .message()
        .doesNotContain("Strictness", "BEGIN_", "gson");
  }

  @Test
  void cutsLongValuesInItsMessages() {
    assertThatThrownBy(() -> readFile("{\"count\": \"" + "a".repeat(100_000) + "\"}"))
        .hasMessageContainingAll("(100002 characters)", "NUMBER_INTEGER")
        .message()
        .hasSizeLessThan(1_000);
  }

  @Test
  void namesTheFileThatAWrongValueStandsIn() {
    assertThatThrownBy(() -> readFile("{\"count\": \"one\"}"))
        .hasMessageStartingWith("parameters.json: root.inputDefinitions.parameters.count: ");
    assertThatThrownBy(() -> readFile("{\"epochs\": 3}"))
        .hasMessageContaining("parameters.json")
        .hasMessageContaining("declares no parameter epochs");
  }

  @Test
  void takesNullForOptionalParameters() {
    var optional =
        new ParameterReader(
            List.of(declared("count", "NUMBER_INTEGER").toBuilder().setIsOptional(true).build()));

    assertThat(value(optional.read(Path.of(""), "", List.of("count=null")), "count").hasNullValue())
        .isTrue();
  }

  private Map<String, Value> read(String... words) {
    return reader.read(Path.of(""), "", List.of(words));
  }

  private Map<String, Value> readFile(String file, String... words) {
    return reader.read(Path.of("parameters.json"), file, List.of(words));
  }

  private static Value value(Map<String, Value> values, String name) {
    return requireNonNull(values.get(name), name);
  }

  private static PipelineParameter declared(String name, String type) {
    return PipelineParameter.newBuilder().setName(name).setType(type).build();
  }
}
