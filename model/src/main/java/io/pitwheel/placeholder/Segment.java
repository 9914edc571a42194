package io.pitwheel.placeholder;

/** A piece of a text with placeholders. */
public sealed interface Segment {
  /** Text that stays as it is. */
  record Literal(String text) implements Segment {}

  /**
   * A placeholder.
   *
   * @param source as it was written, for messages and for leaving it alone
   */
  record Hole(Placeholder placeholder, String source) implements Segment {}
}
