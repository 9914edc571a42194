package io.pitwheel.store.session;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.SpilledForm;

/**
 * Values as texts of a column that says by another one whether something in it is spilled. Then it
 * has the form of {@link SpilledForm}, else it is the value as it is.
 */
public final class SpilledText {
  private SpilledText() {}

  /** The text, and whether it has references. */
  public record Column(String text, boolean isSpilled) {}

  public static Column write(JsonValue value) {
    return LargeValues.hasSpilled(value)
        ? new Column(JsonWriter.write(SpilledForm.marked(value)), true)
        : new Column(JsonWriter.write(value), false);
  }

  /** The inverse of {@link #write}. */
  public static JsonValue read(String text, boolean isSpilled) {
    JsonValue value = JsonReader.read(text);
    return isSpilled ? unmarked(value) : value;
  }

  private static JsonValue unmarked(JsonValue value) {
    try {
      return SpilledForm.unmarked(value);
    } catch (PipelinesException exception) {
      throw new IllegalStateException("a column of ours cannot be read", exception);
    }
  }
}
