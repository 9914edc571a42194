package io.pitwheel.value;

/**
 * Texts of errors as answers carry them. Over gRPC they stand in headers: as the message, where a
 * byte may become three, and up to three times in the details, where three bytes become four.
 * Clients take 8 KiB of headers, and lose the connection by more.
 *
 * <p>It is not {@link ShownText}, which shortens one text inside a message by characters, at its
 * end, for people: a whole message has what was expected at its end, and headers count bytes.
 */
public final class BoundedMessage {
  /** Bytes of a message in UTF-8, without the note of a cut. */
  public static final int MAX_BYTES = 800;

  /** Bytes of a place in the input, likewise. */
  public static final int MAX_PATH_BYTES = 200;

  private BoundedMessage() {}

  /** The text; of a longer one its beginning and its end, which says what was expected. */
  public static String cut(String text) {
    return cut(text, MAX_BYTES);
  }

  /** As {@link #cut}, of a place in the input. */
  public static String cutPath(String path) {
    return cut(path, MAX_PATH_BYTES);
  }

  private static String cut(String text, int maxBytes) {
    if (fits(text, maxBytes)) {
      return text;
    }
    int head = beginning(text, maxBytes / 2);
    int tail = end(text, maxBytes / 2);
    return "%s… (%d characters left out) …%s"
        .formatted(text.substring(0, head), text.codePointCount(head, tail), text.substring(tail));
  }

  /** Up to where the text is of at most that many bytes. */
  private static int beginning(String text, int maxBytes) {
    int index = 0;
    int left = maxBytes - bytesOf(text.codePointAt(0));
    while (left >= 0) {
      index = text.offsetByCodePoints(index, 1);
      left -= bytesOf(text.codePointAt(index));
    }
    return index;
  }

  /** From where on. */
  private static int end(String text, int maxBytes) {
    int index = text.length();
    int left = maxBytes - bytesOf(text.codePointBefore(index));
    while (left >= 0) {
      index = text.offsetByCodePoints(index, -1);
      left -= bytesOf(text.codePointBefore(index));
    }
    return index;
  }

  private static boolean fits(String text, int maxBytes) {
    return text.length() <= maxBytes
        && text.codePoints().map(BoundedMessage::bytesOf).sum() <= maxBytes;
  }

  private static int bytesOf(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x1_0000 ? 3 : 4;
  }
}
