package io.pitwheel.taskreport;

import io.pitwheel.value.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a task was given, or gave.
 *
 * @param iteration of the loop that its producer ran in; null for none
 * @param type how it came there, in the words of KFP's {@code IOType}, as told; the graph knows
 *     better, so that it only counts where the graph says nothing
 * @param producer key of the task that made it; empty when that was not told
 */
public record ReportedParameter(
    String key, @Nullable Integer iteration, String type, String producer, JsonValue value) {
  /** The same of another value. */
  public ReportedParameter withValue(JsonValue other) {
    return new ReportedParameter(key, iteration, type, producer, other);
  }
}
