package io.pitwheel.cli.progress;

/** Messages of failures, which may be of any length, as far as a person reads them. */
public final class MessageText {
  /** Beside other things in a line. */
  public static final int MAX_REMARK = 160;

  /** In a line of its own. */
  public static final int MAX_LINE = 600;

  private MessageText() {}

  /** The first line, cut where it is longer; how much was left out is said. */
  public static String firstLine(String message, int maxLength) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= maxLength
        ? line
        : "%s… (%d characters more)"
            .formatted(line.substring(0, maxLength), line.length() - maxLength);
  }
}
