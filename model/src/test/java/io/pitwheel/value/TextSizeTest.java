package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextSizeTest {
  private static final JsonValue SPILLED =
      new JsonSpilled(Form.TEXT, "/kept", 200_000, "0".repeat(64));

  private static long written(JsonValue value) {
    return JsonWriter.text(value).getBytes(StandardCharsets.UTF_8).length;
  }

  @Property(tries = 200)
  void isThatOfWhatIsWritten(
      @ForAll @StringLength(max = 40) String text, @ForAll @IntRange(max = 400) int limit) {
    String plain = text.replaceAll("[\\ud800-\\udfff]", "?");
    JsonValue value =
        new JsonObject(
            Map.of(
                plain + "key",
                JsonValue.listOf(
                    List.of(JsonValue.of(plain), JsonValue.of(1.5), JsonValue.ofNull()))));

    assertThat(TextSize.of(value)).isEqualTo(written(value));
    assertThat(TextSize.fits(value, limit)).isEqualTo(written(value) <= limit);
  }

  @Test
  void countsWhatIsSpilledAsWhatItStandsFor() {
    JsonValue list = JsonValue.listOf(List.of(SPILLED, JsonValue.of("a")));
    JsonValue object = new JsonObject(Map.of("large", SPILLED));

    assertThat(TextSize.of(SPILLED)).isEqualTo(200_000);
    assertThat(TextSize.of(list)).isBetween(200_000L, 200_010L);
    assertThat(TextSize.of(object)).isBetween(200_000L, 200_020L);
    assertThat(TextSize.fits(JsonValue.of(true), 4)).isTrue();
    assertThat(TextSize.fits(JsonValue.of(true), 3)).isFalse();
  }
}
