package io.pitwheel.server.recurringrun;

import com.google.protobuf.Timestamp;
import io.pitwheel.api.v2beta1.CronSchedule;
import io.pitwheel.api.v2beta1.PeriodicSchedule;
import io.pitwheel.api.v2beta1.Trigger;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.recurringrun.CronReader;
import io.pitwheel.recurringrun.IntervalCadence;
import io.pitwheel.recurringrun.Schedule;
import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import io.pitwheel.server.http.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads triggers, and refuses those that never fire. */
final class TriggerReader {
  private static final String PATH = "recurring_run.trigger";
  private static final String CRON = PATH + ".cron_schedule";
  private static final String PERIODIC = PATH + ".periodic_schedule";

  private TriggerReader() {}

  /**
   * @param now ticks are counted from here when there is no start
   * @throws PipelinesException INVALID_ARGUMENT with the field, its value and what was expected
   */
  static io.pitwheel.recurringrun.Trigger read(Trigger trigger, Instant now) {
    return switch (trigger.getTriggerCase()) {
      case CRON_SCHEDULE -> cron(trigger.getCronSchedule(), now);
      case PERIODIC_SCHEDULE -> periodic(trigger.getPeriodicSchedule());
      case TRIGGER_NOT_SET -> new Once();
    };
  }

  private static Cron cron(CronSchedule given, Instant now) {
    CronReader.read(given.getCron(), CRON + ".cron");
    var ever = new Cron(given.getCron(), Window.ALWAYS);
    if (new Schedule(ever, now).next(null).isEmpty()) {
      throw PipelinesException.invalid(
          CRON + ".cron",
          "reading %s.cron: \"%s\" (expected: a day that comes, unlike the 30th of February)"
              .formatted(CRON, given.getCron()));
    }
    return new Cron(
        given.getCron(),
        window(
            CRON,
            given.hasStartTime() ? given.getStartTime() : null,
            given.hasEndTime() ? given.getEndTime() : null));
  }

  private static Periodic periodic(PeriodicSchedule given) {
    long seconds = given.getIntervalSecond();
    if (seconds < 1 || seconds > IntervalCadence.LONGEST.toSeconds()) {
      throw PipelinesException.invalid(
          PERIODIC + ".interval_second",
          "reading %s.interval_second: %d (expected: 1 to %d)"
              .formatted(PERIODIC, seconds, IntervalCadence.LONGEST.toSeconds()));
    }
    return new Periodic(
        Duration.ofSeconds(seconds),
        window(
            PERIODIC,
            given.hasStartTime() ? given.getStartTime() : null,
            given.hasEndTime() ? given.getEndTime() : null));
  }

  private static Window window(String path, @Nullable Timestamp start, @Nullable Timestamp end) {
    var window = new Window(time(path + ".start_time", start), time(path + ".end_time", end));
    boolean isClosed =
        window
            .opensAt()
            .flatMap(opens -> window.closesAt().map(closes -> closes.isBefore(opens)))
            .orElse(false);
    if (isClosed) {
      throw PipelinesException.invalid(
          path + ".end_time",
          "reading %s.end_time: %s (expected: not before start_time, %s)"
              .formatted(path, window.end(), window.start()));
    }
    return window;
  }

  private static @Nullable Instant time(String path, @Nullable Timestamp given) {
    return given == null ? null : Times.fromMessage(given, path);
  }
}
