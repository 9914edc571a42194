package io.pitwheel.cli.progress;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class DurationText {
  private static final int SECONDS_OF_MINUTE = 60;
  private static final int MILLIS_OF_TENTH = 100;
  private static final int TENTHS_OF_SECOND = 10;

  private DurationText() {}

  /** {@code 0.4s}, {@code 12.3s}, {@code 2m05s}, {@code 1h02m}; never negative. */
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < SECONDS_OF_MINUTE) {
      long tenths = Math.max(0, duration.toMillis() / MILLIS_OF_TENTH);
      return String.format(
          Locale.ROOT, "%d.%ds", tenths / TENTHS_OF_SECOND, tenths % TENTHS_OF_SECOND);
    }
    if (duration.toHours() == 0) {
      return String.format(Locale.ROOT, "%dm%02ds", duration.toMinutes(), duration.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%dh%02dm", duration.toHours(), duration.toMinutesPart());
  }
}
