package io.pitwheel.value;

/**
 * Texts of any length as messages show them: of a long one what it begins with, so that what the
 * message says of it still follows. A whole message is bounded by {@link BoundedMessage}.
 */
public final class ShownText {
  /** Characters of one text in a message. */
  public static final int MAX_LENGTH = 200;

  private ShownText() {}

  /** The text, or its beginning and how long it is. */
  public static String cut(String text) {
    return text.length() <= MAX_LENGTH
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, MAX_LENGTH), text.length());
  }
}
