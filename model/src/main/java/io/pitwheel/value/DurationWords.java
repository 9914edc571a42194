package io.pitwheel.value;

import java.math.BigDecimal;
import java.time.Duration;

/** Spans of time as people write them on a command line, for messages. */
public final class DurationWords {
  private DurationWords() {}

  /** Such as {@code 2s}, {@code 1m30s}, {@code 26h} or {@code 0.25s}; nothing is rounded away. */
  public static String of(Duration duration) {
    var words = new StringBuilder();
    append(words, duration.toHours(), "h");
    append(words, duration.toMinutesPart(), "m");
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSecondsPart())
            .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
            .stripTrailingZeros();
    if (seconds.signum() != 0 || words.isEmpty()) {
      words.append(seconds.toPlainString()).append('s');
    }
    return words.toString();
  }

  private static void append(StringBuilder words, long count, String unit) {
    if (count != 0) {
      words.append(count).append(unit);
    }
  }
}
