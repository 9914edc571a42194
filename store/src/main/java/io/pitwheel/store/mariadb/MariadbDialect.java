package io.pitwheel.store.mariadb;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DatabaseFailures;
import io.pitwheel.store.session.Dialect;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Trouble;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.SQLDialect;

/** Several writers that lock rows; changes of the schema cannot be undone. */
final class MariadbDialect implements Dialect {
  private static final int DUPLICATE = 1062;
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** A row to which another refers went at the same time; the work will see that it is gone. */
  private static final int REFERS_TO_NOTHING = 1452;

  private static final int DEADLOCK = 1213;
  private static final int CHANGED_SINCE_READ = 1020;
  private static final Set<Integer> LOST =
      Set.of(1040, 1053, 1077, 1079, 1129, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 4031);
  private static final Set<Integer> NOT_STORABLE = Set.of(1264, 1366, 1406);
  private static final Set<Integer> FULL = Set.of(1021, 1037, 1038, 1041, 1114, 1153);
  private static final Set<Integer> CONFIGURATION = Set.of(1044, 1045, 1049, 1142, 1227, 1698);
  private static final Set<Integer> READ_ONLY = Set.of(1036, 1290, 1792, 1836);

  /** A table, a column, a key or a constraint of that name is there. */
  private static final Set<Integer> DONE_BEFORE = Set.of(1050, 1060, 1061, 1826);

  private final DatabaseFailures failures;
  private final MariadbFlavour flavour;

  MariadbDialect(String place, String user, MariadbFlavour flavour) {
    this.failures = new DatabaseFailures(place, user);
    this.flavour = flavour;
  }

  @Override
  public SQLDialect family() {
    return flavour.family();
  }

  /** The isolation is the connection's: what a lock guards must be read fresh. */
  @Override
  public void beginWriting(Session session) throws SQLException {
    session.execute("start transaction read write");
  }

  @Override
  public void beginReading(Session session) throws SQLException {
    session.execute("start transaction with consistent snapshot, read only");
  }

  @Override
  public boolean locksRows() {
    return true;
  }

  /** {@code insert ignore} would also cut texts that are too long and pass over lost references. */
  @Override
  public boolean skipsDuplicates() {
    return false;
  }

  @Override
  public boolean isDuplicate(SQLException exception) {
    return exception.getErrorCode() == DUPLICATE;
  }

  @Override
  public boolean undoesSchemaChanges() {
    return false;
  }

  @Override
  public String schemaStatement(String rendered) {
    return flavour.schemaStatement(rendered);
  }

  @Override
  public boolean isSchemaChangeDone(SQLException exception) {
    return DONE_BEFORE.contains(exception.getErrorCode());
  }

  @Override
  public Trouble troubleOf(SQLException exception) {
    int code = exception.getErrorCode();
    if (code == DEADLOCK || code == CHANGED_SINCE_READ) {
      return Trouble.UNDONE;
    }
    if (code == LOCK_WAIT_TIMEOUT || code == REFERS_TO_NOTHING) {
      return Trouble.BLOCKED;
    }
    return isLost(exception) ? Trouble.LOST : Trouble.FINAL;
  }

  private static boolean isLost(SQLException exception) {
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    boolean isRefused = CONFIGURATION.contains(exception.getErrorCode());
    boolean isTold = state.startsWith("08") || LOST.contains(exception.getErrorCode());
    return !isRefused && (isTold || isOfClosedConnection(exception));
  }

  /** The driver says of these that a statement was wrong, in words of its own, without a number. */
  private static boolean isOfClosedConnection(SQLException exception) {
    return exception.getErrorCode() <= 0
        && String.valueOf(exception.getMessage()).endsWith("closed connection");
  }

  @Override
  public PipelinesException translate(SQLException exception) {
    int number = exception.getErrorCode();
    String told = number <= 0 ? "" : " (error " + number + ")";
    return failures.of(code(exception), reason(exception) + told, exception);
  }

  private static ErrorCode code(SQLException exception) {
    int code = exception.getErrorCode();
    if (NOT_STORABLE.contains(code)) {
      return ErrorCode.INVALID_ARGUMENT;
    }
    if (CONFIGURATION.contains(code)) {
      return ErrorCode.FAILED_PRECONDITION;
    }
    if (FULL.contains(code)) {
      return ErrorCode.RESOURCE_EXHAUSTED;
    }
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    boolean isOurs = state.startsWith("42") || state.startsWith("22") || state.startsWith("23");
    return isOurs && !READ_ONLY.contains(code) && !isOfClosedConnection(exception)
        ? ErrorCode.INTERNAL
        : ErrorCode.UNAVAILABLE;
  }

  private static String reason(SQLException exception) {
    int number = exception.getErrorCode();
    if (number == LOCK_WAIT_TIMEOUT) {
      return "another transaction holds a row for too long";
    }
    if (number == DEADLOCK || number == CHANGED_SINCE_READ) {
      return "it undid a transaction in favour of others, each time it was tried";
    }
    if (READ_ONLY.contains(number)) {
      return "it may only be read (expected: the server that accepts writes)";
    }
    return switch (code(exception)) {
      case INVALID_ARGUMENT -> "a value does not fit it (expected: a shorter or smaller one)";
      case FAILED_PRECONDITION ->
          "it does not let this server in, or not do what it must (expected: database, user,"
              + " password and rights that it knows)";
      case RESOURCE_EXHAUSTED -> "it has no more room (expected: memory and disk)";
      case INTERNAL -> "it refused a statement, which is a defect of this server";
      default -> "it does not answer, or broke the connection, also when it was tried again";
    };
  }
}
