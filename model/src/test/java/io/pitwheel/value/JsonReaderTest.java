package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1,", "[1 2]", "{\"a\":1,\"a\":2}", "1 2", "{} {}", "NaN", "[Infinity]",
        "1e400", "-1e400", "01", "'a'", "{a:1}", "[1,]", "// 1", "tru", "\"a", "\"\t\""
      })
  void refusesWhatIsNotOneJsonValue(String text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("reading JSON: ")
        .hasMessageEndingWith("(expected: one JSON value)");
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
