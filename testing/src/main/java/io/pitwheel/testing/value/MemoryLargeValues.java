package io.pitwheel.testing.value;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import io.pitwheel.value.TextSize;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps large values in memory, and counts how often one was looked into. */
public final class MemoryLargeValues implements LargeValues {
  private final Map<String, JsonValue> values = new HashMap<>();
  private int loads;

  @Override
  public JsonValue load(JsonSpilled spilled) {
    JsonValue value = kept(spilled);
    return spilled.form() == Form.TEXT ? JsonValue.of(JsonWriter.text(value)) : value;
  }

  @Override
  public JsonValue loadStart(JsonSpilled spilled, int limit) {
    JsonValue value = JsonReader.read(JsonWriter.text(kept(spilled)));
    return value instanceof JsonList list
        ? JsonValue.listOf(list.values().stream().limit(limit).toList())
        : value;
  }

  private JsonValue kept(JsonSpilled spilled) {
    loads++;
    return Optional.ofNullable(values.get(spilled.location()))
        .orElseThrow(() ->
            new PipelinesException(ErrorCode.NOT_FOUND, "no large value at " + spilled.location()));
  }

  @Override
  public JsonValue keep(JsonValue value, Supplier<String> location) {
    boolean isSmall =
        LargeValues.hasSpilled(value) || TextSize.fits(value, LargeValues.MAX_INLINE_BYTES);
    return isSmall ? value : spill(value, location.get());
  }

  /** Spills a text, a list or an object, however small. */
  public JsonSpilled spill(JsonValue value, String location) {
    values.put(location, value);
    String text = JsonWriter.text(value);
    Form form =
        switch (value) {
          case JsonText _ -> Form.TEXT;
          case JsonList _ -> Form.LIST;
          default -> Form.OBJECT;
        };
    return new JsonSpilled(
        form, location, text.getBytes(StandardCharsets.UTF_8).length, TextDigest.sha256(text));
  }

  /** How often a value was loaded. */
  public int loads() {
    return loads;
  }
}
