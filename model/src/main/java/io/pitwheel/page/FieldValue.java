package io.pitwheel.page;

import java.time.Instant;

/** What a field of a row is compared with. */
public sealed interface FieldValue {
  /** Text, or the name of one of the values of an enumeration. */
  record Text(String value) implements FieldValue {}

  /** A finite number. */
  record Numeric(double value) implements FieldValue {}

  /** A whole second: rows hold milliseconds, and one of them is in the second or it is not. */
  record Second(Instant value) implements FieldValue {}
}
