package io.pitwheel.recurringrun;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times that the clocks of a zone show. Where clocks are put on or back, what fires in every hour
 * follows the time that passes; else each time of the calendar fires once: one that is left out
 * when the clocks have been put on, one that comes twice at the first time.
 */
public record ZonedCadence(CalendarCadence calendar, ZoneId zone) implements Cadence {
  @Override
  public Optional<Instant> nextAfter(Instant previous) {
    ZoneRules rules = zone.getRules();
    LocalDate end = CalendarCadence.endOfSearch(previous);
    Stretch stretch = stretchAfter(previous.truncatedTo(ChronoUnit.SECONDS), rules);
    while (true) {
      Optional<Instant> found = nextIn(stretch, end);
      ZoneOffsetTransition change = stretch.change();
      if (found.isPresent() || change == null || !isBefore(change, end)) {
        return found;
      }
      stretch = stretchFrom(change, rules);
    }
  }

  private static boolean isBefore(ZoneOffsetTransition change, LocalDate end) {
    return change.getDateTimeAfter().toLocalDate().isBefore(end);
  }

  /**
   * A time in which clocks are not changed.
   *
   * @param first what a clock shows at the first moment to look at
   * @param change of the clocks, with which it ends; null for never
   */
  private record Stretch(
      LocalDateTime first, ZoneOffset offset, @Nullable ZoneOffsetTransition change) {}

  private Stretch stretchAfter(Instant previous, ZoneRules rules) {
    ZoneOffset offset = rules.getOffset(previous);
    LocalDateTime first = CalendarCadence.firstMomentAfter(previous, offset);
    ZoneOffsetTransition last = rules.previousTransition(previous.plusSeconds(1));
    boolean isAgain = last != null && first.isBefore(firstOf(last));
    return new Stretch(isAgain ? firstOf(last) : first, offset, rules.nextTransition(previous));
  }

  private Stretch stretchFrom(ZoneOffsetTransition change, ZoneRules rules) {
    return new Stretch(
        firstOf(change), change.getOffsetAfter(), rules.nextTransition(change.getInstant()));
  }

  /** What comes again is looked at again only where every hour counts. */
  private LocalDateTime firstOf(ZoneOffsetTransition change) {
    return change.isOverlap() && !calendar.isOfEveryHour()
        ? change.getDateTimeBefore()
        : change.getDateTimeAfter();
  }

  /** The next one before the clocks are changed, or just then for one that is left out. */
  private Optional<Instant> nextIn(Stretch stretch, LocalDate end) {
    ZoneOffset offset = stretch.offset();
    ZoneOffsetTransition change = stretch.change();
    if (change == null) {
      return calendar.nextFrom(stretch.first(), end).map(found -> found.toInstant(offset));
    }
    LocalDate last = change.getDateTimeBefore().toLocalDate().plusDays(2);
    Optional<LocalDateTime> found =
        calendar.nextFrom(stretch.first(), last.isBefore(end) ? last : end);
    if (found.isEmpty() || found.get().isBefore(change.getDateTimeBefore())) {
      return found.map(time -> time.toInstant(offset));
    }
    boolean isLeftOut =
        change.isGap()
            && found.get().isBefore(change.getDateTimeAfter())
            && !calendar.isOfEveryHour();
    return isLeftOut ? Optional.of(change.getInstant()) : Optional.empty();
  }
}
