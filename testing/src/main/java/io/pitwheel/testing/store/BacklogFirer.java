package io.pitwheel.testing.store;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import java.time.Instant;

/** Settles ticks as a server does, and ends their runs at once. */
public final class BacklogFirer {
  private BacklogFirer() {}

  /**
   * Settles until no schedule has a tick before the time.
   *
   * @return how many ticks this caller settled
   */
  public static int settleAll(StorePorts ports, Instant now) {
    int settled = 0;
    while (ports.recurringRuns().earliestDue().filter(due -> !due.isAfter(now)).isPresent()) {
      for (RecurringRun due : ports.recurringRuns().listDue(now, "", 10)) {
        Firing.Filled filled = ScheduleFixture.filled(due, now);
        if (ports.recurringRuns().fire(filled) == Outcome.SETTLED) {
          settled++;
          ports
              .runs()
              .endEarly(filled.run().id(), new TaskFailure(ErrorCode.UNKNOWN, "ended", ""), now);
        }
      }
    }
    return settled;
  }
}
