package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "[1 2]",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "{} {}",
        "01",
        "'a'",
        "{a:1}",
        "[1,]",
        "// 1",
        "tru",
        "\"a",
        "\"\t\""
      })
  void refusesWhatIsNotOneJsonValue(String text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("reading JSON: ")
        .hasMessageEndingWith("(expected: one JSON value)")
        .message()
        .doesNotContain("Source", "Feature", "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e400", "-1e400"})
  void namesThePlaceOfANumberThatIsNotFinite(String number) {
    assertThatThrownBy(() -> JsonReader.read("{\"a\": [1, %s]}".formatted(number)))
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.path()).isEqualTo("a.1"))
        .hasMessageContainingAll("the number " + number + " at line 1", "a finite number");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\": [1', the text ends in the middle of a value at line 1",
    "'[1}', Unexpected close marker '}': expected ']' at line 1",
    "'/ 1', Unexpected character ('/' (code 47)) at line 1",
  })
  void saysWhatIsWrongWithoutTheParsersOwnNames(String text, String message) {
    assertThatThrownBy(() -> JsonReader.read(text)).hasMessageContaining(message);
  }

  @Test
  void saysWhichBoundIsPassed() {
    assertThatThrownBy(() -> JsonReader.read("[".repeat(201) + "]".repeat(201)))
        .hasMessageContainingAll("nesting is 201 levels deep", "(expected: at most 200)");
    assertThatThrownBy(() -> JsonReader.read("[" + "1".repeat(2000) + "]"))
        .hasMessageContainingAll("a number has 2000 characters", "(expected: at most 1000)");
    assertThatThrownBy(() -> JsonReader.read("{\"%s\": 1}".formatted("n".repeat(50_001))))
        .hasMessageContainingAll("a name has", "(expected: at most 50000)");
    String many = "[" + "null,".repeat((int) JsonReader.MAX_TOKENS) + "null]";
    assertThatThrownBy(() -> JsonReader.read(many))
        .hasMessageContainingAll("there are 8000001 values", "(expected: at most 8000000)");
  }

  @Test
  void readsValuesOfEveryKind() {
    assertThat(
            JsonWriter.write(JsonReader.read(" [null, true, 1.50, \"\\u00e4\\n\", {\"a\": []}] ")))
        .isEqualTo("[null,true,1.5,\"ä\\n\",{\"a\":[]}]");
  }

  @Test
  void readsAsDeepAsAllowedAndNoDeeper() {
    int depth = JsonReader.MAX_NESTING_DEPTH;

    assertThat(JsonReader.read("[".repeat(depth) + "]".repeat(depth)).kind()).isEqualTo("list");
    assertThatThrownBy(() -> JsonReader.read("[".repeat(depth + 1) + "]".repeat(depth + 1)))
        .isInstanceOf(PipelinesException.class);
  }
}
