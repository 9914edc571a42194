package io.pitwheel.store.failure;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes the project's exception of a failure of one database. Callers get words of ours; what the
 * driver says is for whoever runs the server, and goes into the log, the same not more often than
 * each ten seconds.
 */
public final class DatabaseFailures {
  private static final Logger LOGGER = System.getLogger(DatabaseFailures.class.getName());
  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
  private static final String UNTOLD = "";

  private final String place;
  private String lastReason = UNTOLD;
  private long lastTold;
  private int untold;

  /**
   * @param place of the database, without user and password
   */
  public DatabaseFailures(String place) {
    this.place = place;
  }

  /**
   * The exception for callers, with the failure as its cause as far as it may be printed.
   *
   * @param reason what is wrong, and what was expected; passed over for trouble of our own
   */
  public PipelinesException of(ErrorCode code, String reason, SQLException exception) {
    DriverTrouble cause = DriverTrouble.of(exception);
    boolean isOwn = exception instanceof OwnTrouble;
    if (!isOwn && code != ErrorCode.INVALID_ARGUMENT) {
      tell(code == ErrorCode.INTERNAL ? Level.ERROR : Level.WARNING, reason, cause);
    }
    String hope = code == ErrorCode.UNAVAILABLE ? "; a later call may succeed" : "";
    String shown = isOwn ? String.valueOf(exception.getMessage()) : reason;
    return new PipelinesException(
        code, "asking the database %s: %s%s".formatted(place, shown, hope), cause);
  }

  private synchronized void tell(Level level, String reason, DriverTrouble cause) {
    long now = System.nanoTime();
    if (reason.equals(lastReason) && now - lastTold < QUIET_NANOS) {
      untold++;
      return;
    }
    String more = untold == 0 ? "" : " (and %d times since the line before)".formatted(untold);
    LOGGER.log(level, "database " + place + ": " + reason + ": " + cause.chain() + more);
    lastReason = reason;
    lastTold = now;
    untold = 0;
  }
}
