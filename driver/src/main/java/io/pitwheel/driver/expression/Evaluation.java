package io.pitwheel.driver.expression;

import io.pitwheel.value.JsonValue;

/** What came of an expression. */
public sealed interface Evaluation {
  /** It has a value. */
  record Value(JsonValue value) implements Evaluation {}

  /**
   * It cannot be read, or has no value.
   *
   * @param problem what is wrong and where, counted from 1
   */
  record Problem(String problem) implements Evaluation {}
}
