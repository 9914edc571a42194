package io.pitwheel.run;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;

/**
 * A server's right to move a run on. It is lost for good when another server takes the run, which
 * gives it another epoch: a server that slept through that must not write any more.
 *
 * @param epoch of the run when the lead was taken
 */
public record RunLead(String runId, long epoch) {
  private static final String PLACE = "run.lead";

  /** What a change of the run throws that comes too late: ABORTED. */
  public PipelinesException lost(long currentEpoch) {
    return new PipelinesException(
        ErrorCode.ABORTED,
        "changing run %s: another server leads it (expected: epoch %d, it is %d)"
            .formatted(runId, epoch, currentEpoch),
        PLACE,
        null);
  }

  /** Whether a change failed because another server leads the run. */
  public static boolean isLoss(PipelinesException exception) {
    return exception.code() == ErrorCode.ABORTED && exception.path().equals(PLACE);
  }
}
