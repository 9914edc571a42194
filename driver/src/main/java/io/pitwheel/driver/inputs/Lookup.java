package io.pitwheel.driver.inputs;

/** What came of looking for the value of an input. */
sealed interface Lookup<T> {
  /** There is a value. */
  record Given<T>(T value) implements Lookup<T> {}

  /**
   * There is none: a default stands in, or an optional input is left out, or it is an error.
   *
   * @param explanation of why there is none, for people
   */
  record Missing<T>(String explanation) implements Lookup<T> {}

  /** There is none, and tasks further inside find it themselves. */
  record LeftOut<T>() implements Lookup<T> {}
}
