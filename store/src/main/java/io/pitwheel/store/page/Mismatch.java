package io.pitwheel.store.page;

import io.pitwheel.failure.PipelinesException;

/** A predicate that a field cannot answer. */
public final class Mismatch {
  private Mismatch() {}

  /** The refusal, naming field, what was given and what was expected. */
  public static PipelinesException of(String field, String given, String expected) {
    return PipelinesException.invalid(
        "filter", "filtering by %s: %s (expected: %s)".formatted(field, given, expected));
  }
}
