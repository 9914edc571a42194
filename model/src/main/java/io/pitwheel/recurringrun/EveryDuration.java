package io.pitwheel.recurringrun;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5h}, {@code 90s}. */
final class EveryDuration {
  private static final Pattern PART = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|h|m|s)");
  private static final Map<String, BigDecimal> SECONDS =
      Map.of(
          "h",
          BigDecimal.valueOf(3600),
          "m",
          BigDecimal.valueOf(60),
          "s",
          BigDecimal.ONE,
          "ms",
          new BigDecimal("0.001"));

  private EveryDuration() {}

  /** In whole seconds, what is less is left out; empty for what a cadence cannot have. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = PART.matcher(text);
    BigDecimal seconds = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      BigDecimal unit = SECONDS.getOrDefault(matcher.group(2), BigDecimal.ONE);
      seconds = seconds.add(new BigDecimal(matcher.group(1)).multiply(unit));
      end = matcher.end();
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
    boolean isInBounds =
        whole.signum() > 0
            && whole.compareTo(BigDecimal.valueOf(IntervalCadence.LONGEST.toSeconds())) <= 0;
    return end == text.length() && isInBounds
        ? Optional.of(Duration.ofSeconds(whole.longValueExact()))
        : Optional.empty();
  }
}
