package io.pitwheel.store.failure;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/**
 * Makes the project's exception of a failure of one database. Callers get words of ours; what the
 * driver says is for whoever runs the server, and goes into the log, the same not more often than
 * {@link Repetitions} lets it.
 */
public final class DatabaseFailures {
  private static final Logger LOGGER = System.getLogger(DatabaseFailures.class.getName());

  private final String place;
  private final String user;
  private final Repetitions repetitions = new Repetitions(System::nanoTime);

  /**
   * @param place of the database, without user and password
   * @param user whose name is masked wherever a driver quotes it, in whatever language; empty for
   *     nobody's
   */
  public DatabaseFailures(String place, String user) {
    this.place = place;
    this.user = user;
  }

  /**
   * The exception for callers, with the failure as its cause as far as it may be printed.
   *
   * @param reason what is wrong, and what was expected; passed over for trouble of our own
   */
  public PipelinesException of(ErrorCode code, String reason, SQLException exception) {
    DriverTrouble cause = DriverTrouble.of(exception, user);
    boolean isOwn = exception instanceof OwnTrouble;
    if (!isOwn && code != ErrorCode.INVALID_ARGUMENT) {
      tell(code == ErrorCode.INTERNAL ? Level.ERROR : Level.WARNING, reason, cause);
    }
    String hope = code == ErrorCode.UNAVAILABLE ? "; a later call may succeed" : "";
    String shown = isOwn ? String.valueOf(exception.getMessage()) : reason;
    return new PipelinesException(
        code, "asking the database %s: %s%s".formatted(place, shown, hope), cause);
  }

  private void tell(Level level, String reason, DriverTrouble cause) {
    repetitions
        .tell(reason)
        .ifPresent(untold -> {
          String more =
              untold == 0 ? "" : " (and %d times since it was last told)".formatted(untold);
          LOGGER.log(level, "database " + place + ": " + reason + ": " + cause.chain() + more);
        });
  }
}
