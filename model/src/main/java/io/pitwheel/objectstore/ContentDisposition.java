package io.pitwheel.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** The header that tells a browser to save a file and how to call it (RFC 6266). */
public final class ContentDisposition {
  private static final String PLAIN = "!#$&+-.^_`|~";
  private static final HexFormat HEXADECIMAL = HexFormat.of().withUpperCase();

  private ContentDisposition() {}

  /**
   * @param fileName any text; what has a meaning in paths or headers is replaced
   */
  public static String attachment(String fileName) {
    var plain = new StringBuilder();
    for (int i = 0; i < fileName.length(); i++) {
      char letter = fileName.charAt(i);
      boolean isKept = letter >= ' ' && letter < 127 && "\"\\/:*?<>|%".indexOf(letter) < 0;
      plain.append(isKept ? letter : '_');
    }
    String quoted = "attachment; filename=\"%s\"".formatted(plain);
    return plain.toString().equals(fileName)
        ? quoted
        : quoted + "; filename*=UTF-8''" + encoded(fileName);
  }

  private static String encoded(String fileName) {
    var text = new StringBuilder();
    for (byte value : fileName.replace('/', '_').replace('\\', '_').getBytes(UTF_8)) {
      char letter = (char) (value & 0xff);
      boolean isPlain =
          (letter >= '0' && letter <= '9')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= 'a' && letter <= 'z')
              || PLAIN.indexOf(letter) >= 0;
      if (isPlain) {
        text.append(letter);
      } else {
        text.append('%').append(HEXADECIMAL.toHexDigits(value));
      }
    }
    return text.toString();
  }
}
