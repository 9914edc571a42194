package io.pitwheel.server.run;

import io.pitwheel.failure.PipelinesException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: numbers with units, such as {@code 1h30m} or {@code 90s}. */
final class DurationText {
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|h|m|s))+");
  private static final Pattern PIECE = Pattern.compile("(\\d{1,9})(ms|h|m|s)");

  private DurationText() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT when it is no duration, or not above zero
   */
  static Duration parse(String text, String path) {
    Duration duration = Duration.ZERO;
    if (WHOLE.matcher(text).matches()) {
      Matcher piece = PIECE.matcher(text);
      while (piece.find()) {
        duration = duration.plus(pieceOf(Long.parseLong(piece.group(1)), piece.group(2)));
      }
    }
    if (duration.isZero()) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %s (expected: a duration above zero such as 1h30m or 90s)"
              .formatted(path, text));
    }
    return duration;
  }

  private static Duration pieceOf(long count, String unit) {
    return switch (unit) {
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMillis(count);
    };
  }
}
