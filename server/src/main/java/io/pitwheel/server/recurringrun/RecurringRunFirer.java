package io.pitwheel.server.recurringrun;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunCreator.Occasion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles ticks that are due: with a run, or with the reason why there is none. */
public final class RecurringRunFirer {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecurringRunFirer.class);
  private static final int BATCH = 64;

  /** A backlog that cannot be made into runs must not be tried as fast as it goes. */
  private static final Duration REST_AFTER_FAILURE = Duration.ofMinutes(1);

  private final RecurringRunStore recurringRuns;
  private final RunCreator runs;
  private final Clock clock;
  private final Runnable onFired;
  private final ZoneId zone;

  /**
   * @param onFired told after each run that was written
   * @param zone whose clocks cron lines are about
   */
  public RecurringRunFirer(
      RecurringRunStore recurringRuns,
      RunCreator runs,
      Clock clock,
      Runnable onFired,
      ZoneId zone) {
    this.recurringRuns = recurringRuns;
    this.runs = runs;
    this.clock = clock;
    this.onFired = onFired;
    this.zone = zone;
  }

  /**
   * Settles at most one tick of each recurring run that is due: none waits for the backlog of
   * another, or for those that cannot be settled now.
   *
   * @return how many were settled; 0 when nothing is left that can be settled now
   * @throws PipelinesException when the database is away
   */
  public int fireDue() {
    Instant now = clock.instant();
    int settled = 0;
    List<RecurringRun> due = recurringRuns.listDue(now, "", BATCH);
    while (!due.isEmpty()) {
      for (RecurringRun kept : due) {
        settled += settleDue(kept, now) ? 1 : 0;
      }
      due = recurringRuns.listDue(now, due.getLast().id(), BATCH);
    }
    return settled;
  }

  private boolean settleDue(RecurringRun kept, Instant now) {
    RecurringRun recurringRun = kept.in(zone);
    Optional<Instant> tick = recurringRun.dueTick(now);
    if (tick.isEmpty()) {
      Outcome outcome = recurringRuns.lookLater(recurringRun);
      LOGGER.debug("recurring run {} is due later by its clocks: {}", kept.id(), outcome);
      return false;
    }
    return settle(new Firing(recurringRun, tick.get()), now);
  }

  /** Whether to look again: a tick that somebody else settled has a next one. */
  private boolean settle(Firing firing, Instant now) {
    try {
      return fire(firing) != Outcome.BUSY;
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        LOGGER
            .atWarn()
            .addKeyValue("recurringRunId", firing.recurringRun().id())
            .log("tick {} has to wait: {}", firing.tick(), exception.getMessage());
        return false;
      }
      String reason = String.valueOf(exception.getMessage());
      passOver(firing, new TaskFailure(exception.code(), reason, exception.path()), now);
    } catch (RuntimeException exception) {
      // A defect of ours must neither stop the others nor come again at once.
      LOGGER.atError().setCause(exception).log("making a run of {}", firing.recurringRun().id());
      passOver(firing, new TaskFailure(ErrorCode.INTERNAL, String.valueOf(exception), ""), now);
    }
    return true;
  }

  private Outcome fire(Firing firing) {
    RecurringRun recurringRun = firing.recurringRun();
    var occasion = new Occasion(recurringRun.id(), firing.tick(), recurringRun.nextIndex());
    RunCreation run = runs.prepare(TickRequest.of(firing), occasion);
    Outcome outcome = recurringRuns.fire(new Firing.Filled(firing, run));
    LOGGER
        .atInfo()
        .addKeyValue("recurringRunId", recurringRun.id())
        .addKeyValue("runId", run.id())
        .log("tick {}: {}", firing.tick(), outcome);
    if (outcome == Outcome.SETTLED) {
      onFired.run();
    }
    return outcome;
  }

  private void passOver(Firing firing, TaskFailure failure, Instant now) {
    Outcome outcome =
        recurringRuns.passOver(new Firing.Failed(firing, failure, now.plus(REST_AFTER_FAILURE)));
    LOGGER
        .atWarn()
        .addKeyValue("recurringRunId", firing.recurringRun().id())
        .log("tick {} made no run ({}): {}", firing.tick(), outcome, failure.message());
  }
}
