package io.pitwheel.server.guard;

import io.pitwheel.failure.PipelinesException;

/** Checks of the texts that users describe things with. KFP has no bound on them. */
public final class Descriptions {
  static final int MAX_LENGTH = 16_000;

  private Descriptions() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT when the text is too long
   */
  public static String require(String path, String text) {
    int length = text.codePointCount(0, text.length());
    if (length > MAX_LENGTH) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %d characters (expected: at most %d)".formatted(path, length, MAX_LENGTH));
    }
    return text;
  }
}
