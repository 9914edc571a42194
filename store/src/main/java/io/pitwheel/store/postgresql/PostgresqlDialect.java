package io.pitwheel.store.postgresql;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.session.Dialect;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Trouble;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Several writers that lock rows. Texts are compared by their bytes, whatever the locale of the
 * database, so that lists have one order everywhere.
 */
final class PostgresqlDialect implements Dialect {
  private static final Set<String> UNDONE_AND_MAY_PASS = Set.of("40001", "40P01");
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String TOO_LONG = "22001";
  private static final String NO_TEXT_OF_THIS_ENCODING = "22021";
  private static final Set<String> CONFIGURATION = Set.of("3D000", "3F000", "42501");

  private final String place;

  PostgresqlDialect(String place) {
    this.place = place;
  }

  @Override
  public SQLDialect family() {
    return SQLDialect.POSTGRES;
  }

  /** The isolation is the connection's, see {@link PostgresqlDatabase#firstStatementOfWriters}. */
  @Override
  public void beginWriting(Session session) throws SQLException {
    session.setTransaction(true);
  }

  @Override
  public void beginReading(Session session) throws SQLException {
    session.setTransaction(true);
  }

  @Override
  public void commit(Session session) throws SQLException {
    session.commit();
    session.setTransaction(false);
  }

  @Override
  public void rollBack(Session session) throws SQLException {
    Dialect.super.rollBack(session);
    session.setTransaction(false);
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public boolean locksRows() {
    return true;
  }

  /** A text cannot hold the character zero here; what a command printed may. */
  @Override
  public @Nullable Object storable(@Nullable Object value) {
    return value instanceof String text && text.indexOf('\0') >= 0
        ? text.replace('\0', '\uFFFD')
        : value;
  }

  @Override
  public String schemaStatement(String rendered) {
    return rendered.replaceAll(
        "(?<![\"\\w])(varchar\\(\\d+\\)|text)(?![\"\\w])", "$1 collate \"C\"");
  }

  @Override
  public Trouble troubleOf(SQLException exception) {
    String state = stateOf(exception);
    // After a deadlock the transaction may go on from its savepoint, but others wait for its locks.
    if (UNDONE_AND_MAY_PASS.contains(state)) {
      return Trouble.UNDONE;
    }
    if (state.equals(LOCK_NOT_AVAILABLE)) {
      return Trouble.BLOCKED;
    }
    return isLost(state) ? Trouble.LOST : Trouble.FINAL;
  }

  /** Broken connections, servers that stop or start, and too many connections. */
  private static boolean isLost(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }

  @Override
  public PipelinesException translate(SQLException exception) {
    String state = stateOf(exception);
    return new PipelinesException(
        code(state), "database %s: %s".formatted(place, reason(state, exception)), exception);
  }

  private static ErrorCode code(String state) {
    if (state.equals(TOO_LONG) || state.equals(NO_TEXT_OF_THIS_ENCODING)) {
      return ErrorCode.INVALID_ARGUMENT;
    }
    if (CONFIGURATION.contains(state) || state.startsWith("28")) {
      return ErrorCode.FAILED_PRECONDITION;
    }
    if (state.startsWith("53") && !state.equals("53300")) {
      return ErrorCode.RESOURCE_EXHAUSTED;
    }
    boolean isOurs = state.startsWith("42") || state.startsWith("22") || state.startsWith("23");
    return isOurs ? ErrorCode.INTERNAL : ErrorCode.UNAVAILABLE;
  }

  private static String reason(String state, SQLException exception) {
    String problem = String.valueOf(exception.getMessage());
    if (state.equals("53100")) {
      return "its disk is full (expected: room to write): " + problem;
    }
    if (state.equals("25006")) {
      return "it may only be read (expected: the server that accepts writes): " + problem;
    }
    if (state.equals(LOCK_NOT_AVAILABLE)) {
      return "another transaction holds a row for too long: " + problem;
    }
    return problem;
  }

  private static String stateOf(SQLException exception) {
    return exception.getSQLState() == null ? "" : exception.getSQLState();
  }
}
