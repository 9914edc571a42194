package io.pitwheel.specification;

import io.pitwheel.value.JsonValue;

/** Where the value of a task's input parameter comes from. */
public sealed interface ParameterSource {
  /** A constant, possibly with placeholders anywhere inside. */
  record ConstantParameter(JsonValue value) implements ParameterSource {}

  /** An input of the enclosing component. */
  record ParentParameter(String name) implements ParameterSource {}

  /** An output of a task in the same graph; of a loop it is the collected list. */
  record TaskOutputParameter(String producerTask, String outputKey) implements ParameterSource {}

  /** How another task of the same graph ended, as a struct. */
  record TaskFinalStatusParameter(String producerTask) implements ParameterSource {}

  /**
   * A source with where it is written.
   *
   * @param path in the platform document
   */
  record PlacedSource(ParameterSource source, String path) {}
}
