package io.pitwheel.specification.reader.message;

import com.google.protobuf.Duration;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JSON form of {@code google.protobuf.Duration}: decimal seconds and an {@code s}. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("-?[0-9]{1,12}(?:\\.[0-9]{1,9})?s");
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(315_576_000_000L);
  private static final int NANOS_DIGITS = 9;

  private DurationText() {}

  /** Empty when the text is not of this form or beyond 10,000 years. */
  static Optional<Duration> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    var seconds = new BigDecimal(text.substring(0, text.length() - 1));
    if (seconds.abs().compareTo(MAX_SECONDS) > 0) {
      return Optional.empty();
    }
    BigDecimal whole = new BigDecimal(seconds.toBigInteger());
    return Optional.of(
        Duration.newBuilder()
            .setSeconds(whole.longValueExact())
            .setNanos(seconds.subtract(whole).movePointRight(NANOS_DIGITS).intValueExact())
            .build());
  }

  public static String format(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNanos(), NANOS_DIGITS))
            .stripTrailingZeros()
            .toPlainString()
        + "s";
  }

  public static java.time.Duration toJava(Duration duration) {
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
