package io.pitwheel.recurringrun;

import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Periodic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a trigger fires: a function of what it is, when it was made and its last tick, so that
 * neither a clock that jumps nor a pause loses or doubles one. Ticks are whole seconds.
 *
 * @param madeAt ticks are counted from here when nothing else is said
 */
public record Schedule(Trigger trigger, Instant madeAt) {
  public Schedule {
    madeAt = madeAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The tick that follows: of a cron line the first after the last tick or the start, of an
   * interval the start itself, then one interval after the last tick.
   *
   * @param lastTick null when there was none
   * @return empty when there is none, or none before the end
   */
  public Optional<Instant> next(@Nullable Instant lastTick) {
    Optional<Instant> next =
        switch (trigger) {
          case Once _ -> lastTick == null ? Optional.of(madeAt) : Optional.empty();
          case Cron cron -> cron.cadence().nextAfter(baseOfCron(lastTick));
          case Periodic periodic -> nextOfPeriodic(periodic, lastTick);
        };
    return next.filter(this::isBeforeEnd);
  }

  /**
   * The tick to settle now.
   *
   * @param catchesUp whether each one that was missed is settled; else only the last of them
   * @return empty when none is due
   */
  public Optional<Instant> due(@Nullable Instant lastTick, boolean catchesUp, Instant now) {
    Optional<Instant> next = next(lastTick).filter(tick -> !tick.isAfter(now));
    return catchesUp ? next : next.map(tick -> latest(tick, now));
  }

  private Instant baseOfCron(@Nullable Instant lastTick) {
    Instant start = trigger.bounds().opensAt().orElse(madeAt);
    return lastTick == null || lastTick.isBefore(start) ? start : lastTick;
  }

  private Optional<Instant> nextOfPeriodic(Periodic periodic, @Nullable Instant lastTick) {
    if (lastTick != null) {
      return periodic.cadence().nextAfter(lastTick);
    }
    Optional<Instant> start = periodic.window().opensAt();
    return start.isPresent()
        ? start.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS))
        : periodic.cadence().nextAfter(madeAt);
  }

  private Instant latest(Instant tick, Instant now) {
    Instant limit = trigger.bounds().closesAt().filter(end -> end.isBefore(now)).orElse(now);
    return switch (trigger) {
      case Once _ -> tick;
      case Cron cron -> cron.cadence().latestUpTo(tick, limit);
      case Periodic periodic -> periodic.cadence().latestUpTo(tick, limit);
    };
  }

  private boolean isBeforeEnd(Instant tick) {
    return trigger.bounds().closesAt().map(end -> !tick.isAfter(end)).orElse(true);
  }
}
