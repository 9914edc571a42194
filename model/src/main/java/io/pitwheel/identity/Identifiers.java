package io.pitwheel.identity;

import java.util.UUID;

/** A source of fresh identifiers: lower-case UUID text, 36 characters. */
@FunctionalInterface
public interface Identifiers {
  String next();

  /** Random version 4 identifiers. */
  static Identifiers random() {
    return () -> UUID.randomUUID().toString();
  }
}
