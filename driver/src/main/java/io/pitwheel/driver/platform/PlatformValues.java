package io.pitwheel.driver.platform;

import io.pitwheel.driver.inputs.InputResolution;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.ValueResolution;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Optional;

/** Resolves the values of one task's platform in the graph that contains the task. */
final class PlatformValues implements ValueResolution<PlacedSource, JsonValue> {
  private final InputResolution inputs;
  private final String task;

  /**
   * @param task for messages
   */
  PlatformValues(InputResolution inputs, String task) {
    this.inputs = inputs;
    this.task = task;
  }

  @Override
  public Optional<JsonValue> name(PlacedSource value) {
    return find(value).map(found -> requireName(value, found));
  }

  @Override
  public JsonValue requiredName(PlacedSource value) {
    return name(value)
        .orElseThrow(() ->
            refused(
                value, "it is null", "the name of a volume, for one that is left out has none"));
  }

  @Override
  public Optional<JsonValue> structure(PlacedSource value) {
    return find(value)
        .map(found -> {
          if (found instanceof JsonObject || found instanceof JsonList) {
            return found;
          }
          throw refused(value, found.description(), "an object or a list of objects");
        });
  }

  private Optional<JsonValue> find(PlacedSource value) {
    return inputs.read(value.source(), value.path()).filter(found -> !(found instanceof JsonNull));
  }

  private JsonValue requireName(PlacedSource value, JsonValue found) {
    if (found instanceof JsonText text && !text.value().isEmpty()) {
      return found;
    }
    throw refused(value, found.description(), "a name as a text that is not empty");
  }

  private PipelinesException refused(PlacedSource value, String found, String expected) {
    return PipelinesException.invalid(
        value.path(),
        "resolving what task %s asks of its platform at %s: %s (expected: %s)"
            .formatted(task, value.path(), found, expected));
  }
}
