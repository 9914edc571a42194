package io.pitwheel.testing.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What everything that keeps large values does. */
public abstract class LargeValuesContract {
  private static final String LETTERS = "ä".repeat(70_000);
  private static final int NUMBERS = 40_000;

  /** Fresh, and the same one within a test. */
  protected abstract LargeValues large();

  /** Where it keeps a value of that name. */
  protected abstract String location(String name);

  @ParameterizedTest
  @CsvSource({"TEXT, '', ''", "LIST, [, ']'", "OBJECT, '{\"a\":', }"})
  void keepsALargeValueAndBringsItBack(Form form, String before, String after) {
    JsonValue value = JsonReader.read(before + "\"" + LETTERS + "\"" + after);

    JsonSpilled spilled = spilled(value);

    String text = form == Form.TEXT ? LETTERS : before + "\"" + LETTERS + "\"" + after;
    assertThat(spilled)
        .isEqualTo(
            new JsonSpilled(
                form,
                location("x"),
                text.getBytes(StandardCharsets.UTF_8).length,
                TextDigest.sha256(text)));
    assertThat(large().load(spilled)).isEqualTo(value);
    assertThat(large().whole(JsonValue.listOf(List.of(spilled))))
        .isEqualTo(JsonValue.listOf(List.of(value)));
  }

  @Test
  void leavesWhatFitsIntoOneArgument() {
    JsonValue longest = JsonValue.of("a".repeat(LargeValues.MAX_INLINE_BYTES));

    assertThat(kept(longest)).isSameAs(longest);
    assertThat(kept(JsonValue.of("a".repeat(LargeValues.MAX_INLINE_BYTES + 1))))
        .isInstanceOf(JsonSpilled.class);
    assertThat(kept(JsonValue.of(1))).isEqualTo(JsonValue.of(1));
  }

  @Test
  void leavesAListOfWhatIsKept() {
    JsonValue list = JsonValue.listOf(List.of(spilled(JsonValue.of(LETTERS)), JsonValue.of(1)));

    assertThat(large().keep(list, () -> location("list"))).isEqualTo(list);
  }

  @Test
  void looksAtATextAsTheTextThatItIs() {
    JsonSpilled list = spilled(numbers());

    assertThat(large().load(list.asText())).isEqualTo(JsonValue.of(JsonWriter.text(numbers())));
  }

  @Test
  void bringsTheFirstValuesOfAList() {
    JsonSpilled list = spilled(numbers());

    assertThat(large().loadStart(list, 2)).isEqualTo(JsonReader.read("[0, 1]"));
    assertThat(large().loadStart(list.asText(), 2)).isEqualTo(JsonReader.read("[0, 1]"));
    assertThat(large().loadStart(list, NUMBERS)).isEqualTo(numbers());
    assertThat(large().loadStart(list, NUMBERS + 1)).isEqualTo(numbers());
  }

  @Test
  void bringsWhateverElseATextHolds() {
    JsonValue object = JsonReader.read("{\"a\": \"" + LETTERS + "\"}");

    assertThat(large().loadStart(spilled(object).asText(), 1)).isEqualTo(object);
  }

  @Test
  void saysThatATextIsNoJson() {
    JsonSpilled text = spilled(JsonValue.of("[1, 2" + LETTERS));

    assertThatThrownBy(() -> large().loadStart(text, 10))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("reading JSON");
  }

  @Test
  void saysThatAValueIsGone() {
    JsonSpilled real = spilled(numbers());
    var gone = new JsonSpilled(real.form(), location("gone"), real.bytes(), real.digest());

    assertThat(Stream.<Runnable>of(() -> large().load(gone), () -> large().loadStart(gone, 1)))
        .allSatisfy(loading ->
            assertThatThrownBy(loading::run)
                .isInstanceOfSatisfying(
                    PipelinesException.class,
                    exception -> assertThat(exception.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining(location("gone")));
  }

  private static JsonValue numbers() {
    return JsonValue.listOf(IntStream.range(0, NUMBERS).mapToObj(JsonValue::of).toList());
  }

  private JsonSpilled spilled(JsonValue value) {
    return (JsonSpilled) kept(value);
  }

  private JsonValue kept(JsonValue value) {
    return large().keep(value, () -> location("x"));
  }
}
