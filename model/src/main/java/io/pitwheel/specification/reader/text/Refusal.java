package io.pitwheel.specification.reader.text;

import io.pitwheel.failure.PipelinesException;

/** The one form of a refusal: where, what stands there, and what was expected. */
public final class Refusal {
  private Refusal() {}

  public static PipelinesException of(DocumentPath path, String found, String expected) {
    return of(path.text(), found, expected);
  }

  public static PipelinesException of(String path, String found, String expected) {
    return PipelinesException.invalid(
        path, "reading the pipeline at %s: %s (expected: %s)".formatted(path, found, expected));
  }
}
