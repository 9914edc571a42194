package io.pitwheel.server.http;

import io.pitwheel.failure.PipelinesException;

/** Checks of names that users give. Lengths count characters, not bytes as KFP's do. */
public final class Names {
  private Names() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT when the name is empty or too long
   */
  public static String require(String path, String name, int maxLength) {
    int length = name.codePointCount(0, name.length());
    if (name.isBlank() || length > maxLength) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %s (expected: 1 to %d characters)"
              .formatted(path, name.isBlank() ? "empty" : length + " characters", maxLength));
    }
    return name;
  }
}
