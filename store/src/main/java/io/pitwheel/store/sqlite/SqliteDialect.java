package io.pitwheel.store.sqlite;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DatabaseFailures;
import io.pitwheel.store.session.Dialect;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Trouble;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteErrorCode;

/** One writer from BEGIN on; readers see the state of their first statement. */
final class SqliteDialect implements Dialect {
  private final DatabaseFailures failures;

  SqliteDialect(Path file) {
    this.failures = new DatabaseFailures(file.toString(), "");
  }

  @Override
  public SQLDialect family() {
    return SQLDialect.SQLITE;
  }

  @Override
  public void beginWriting(Session session) throws SQLException {
    session.execute("begin immediate");
  }

  @Override
  public void beginReading(Session session) throws SQLException {
    session.execute("begin");
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean locksRows() {
    return false;
  }

  /** Nobody else writes, so nothing is undone for somebody else's sake. */
  @Override
  public Trouble troubleOf(SQLException exception) {
    return Trouble.FINAL;
  }

  @Override
  public PipelinesException translate(SQLException exception) {
    // The low byte of an extended code is its family.
    SQLiteErrorCode family = SQLiteErrorCode.getErrorCode(exception.getErrorCode() & 0xff);
    return failures.of(code(family), reason(family), exception);
  }

  private static ErrorCode code(SQLiteErrorCode family) {
    return switch (family) {
      case SQLITE_FULL, SQLITE_NOMEM -> ErrorCode.RESOURCE_EXHAUSTED;
      case SQLITE_CONSTRAINT, SQLITE_MISUSE, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_SCHEMA ->
          ErrorCode.INTERNAL;
      default -> ErrorCode.UNAVAILABLE;
    };
  }

  private static String reason(SQLiteErrorCode family) {
    return switch (family) {
      case SQLITE_FULL -> "the disk is full (expected: room to write)";
      case SQLITE_NOMEM -> "there is no more memory for it";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "another process holds its lock (expected: one server owns it)";
      case SQLITE_READONLY -> "it may only be read (expected: the right to write)";
      case SQLITE_CANTOPEN ->
          "it cannot be opened (expected: an existing folder, the right to write, free file"
              + " handles)";
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          "it is damaged or no database (expected: a file this program wrote)";
      default ->
          code(family) == ErrorCode.INTERNAL
              ? "it refused a statement, which is a defect of this server (" + family.name() + ")"
              : "it cannot be read or written (" + family.name() + ")";
    };
  }
}
