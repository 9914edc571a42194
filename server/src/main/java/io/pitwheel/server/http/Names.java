package io.pitwheel.server.http;

import io.pitwheel.failure.PipelinesException;

/** Checks of names that users give. Lengths count characters, not bytes as KFP's do. */
public final class Names {
  private Names() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT when the name is empty, too long, or holds what no
   *     database and no page shows as it was given: control characters and halves of pairs
   */
  public static String require(String path, String name, int maxLength) {
    int length = name.codePointCount(0, name.length());
    if (name.isBlank() || length > maxLength) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %s (expected: 1 to %d characters)"
              .formatted(path, name.isBlank() ? "empty" : length + " characters", maxLength));
    }
    name.codePoints()
        .filter(Names::isNoCharacter)
        .findFirst()
        .ifPresent(codePoint -> {
          throw PipelinesException.invalid(
              path,
              "reading %s: the character U+%04X (expected: characters that can be shown)"
                  .formatted(path, codePoint));
        });
    return name;
  }

  private static boolean isNoCharacter(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
