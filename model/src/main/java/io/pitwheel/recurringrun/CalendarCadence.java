package io.pitwheel.recurringrun;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times of the calendar of UTC, or of {@link ZonedCadence another zone}, as the six fields of a
 * cron line say them. Of two fields about days that are both restricted, one is enough, as in every
 * cron.
 *
 * @param time which seconds, minutes and hours
 * @param date which days
 */
public record CalendarCadence(TimeFields time, DateFields date) implements Cadence {
  /** The 29th of February on a Sunday may be this far away. */
  private static final int YEARS_SEARCHED = 41;

  private static final long EVERY_HOUR = (1L << 24) - 1;

  /** Bit n is set for the value n. */
  public record TimeFields(long seconds, long minutes, long hours) {}

  /**
   * Bit n is set for the value n; Sunday is 0.
   *
   * @param anyDay the day of the month was given as a star or a question mark
   * @param anyWeekday the day of the week was
   */
  public record DateFields(
      long days, long months, long weekdays, boolean anyDay, boolean anyWeekday) {
    boolean allows(LocalDate date) {
      boolean isDay = has(days, date.getDayOfMonth());
      boolean isWeekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
      boolean isOneEnough = !anyDay && !anyWeekday;
      return isOneEnough ? (isDay || isWeekday) : (isDay && isWeekday);
    }
  }

  @Override
  public Optional<Instant> nextAfter(Instant previous) {
    return nextFrom(firstMomentAfter(previous, ZoneOffset.UTC), endOfSearch(previous))
        .map(found -> found.toInstant(ZoneOffset.UTC));
  }

  /** What a clock of the offset shows a second later. */
  static LocalDateTime firstMomentAfter(Instant previous, ZoneOffset offset) {
    return LocalDateTime.ofEpochSecond(previous.getEpochSecond() + 1, 0, offset);
  }

  /** The day at which it is given up. */
  static LocalDate endOfSearch(Instant previous) {
    return firstMomentAfter(previous, ZoneOffset.UTC).toLocalDate().plusYears(YEARS_SEARCHED);
  }

  /** Whether it fires in every hour of its days, and so measures the time that passes. */
  boolean isOfEveryHour() {
    return time.hours() == EVERY_HOUR;
  }

  /**
   * The first time from another on that a clock shows.
   *
   * @param end the first day that is not looked at
   */
  Optional<LocalDateTime> nextFrom(LocalDateTime from, LocalDate end) {
    LocalTime earliest = from.toLocalTime();
    LocalDate day = from.toLocalDate();
    while (day.isBefore(end) && day.getYear() <= LAST_YEAR) {
      if (!has(date.months(), day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else {
        Optional<LocalTime> found = date.allows(day) ? firstFrom(earliest) : Optional.empty();
        if (found.isPresent()) {
          return Optional.of(day.atTime(found.get()));
        }
        day = day.plusDays(1);
      }
      earliest = LocalTime.MIN;
    }
    return Optional.empty();
  }

  private Optional<LocalTime> firstFrom(LocalTime from) {
    int hour = next(time.hours(), from.getHour());
    if (hour == from.getHour()) {
      int minute = next(time.minutes(), from.getMinute());
      if (minute == from.getMinute()) {
        int second = next(time.seconds(), from.getSecond());
        if (second < Long.SIZE) {
          return Optional.of(LocalTime.of(hour, minute, second));
        }
        minute = next(time.minutes(), minute + 1);
      }
      if (minute < Long.SIZE) {
        return Optional.of(LocalTime.of(hour, minute, next(time.seconds(), 0)));
      }
      hour = next(time.hours(), hour + 1);
    }
    return hour < Long.SIZE
        ? Optional.of(LocalTime.of(hour, next(time.minutes(), 0), next(time.seconds(), 0)))
        : Optional.empty();
  }

  private static boolean has(long bits, int value) {
    return ((bits >>> value) & 1) == 1;
  }

  /** The first value from another on that is set; {@link Long#SIZE} for none. */
  private static int next(long bits, int from) {
    return Long.numberOfTrailingZeros(bits & (-1L << from));
  }
}
