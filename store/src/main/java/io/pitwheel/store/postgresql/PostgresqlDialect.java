package io.pitwheel.store.postgresql;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DatabaseFailures;
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

  /** A row to which another refers went at the same time; the work will see that it is gone. */
  private static final String REFERS_TO_NOTHING = "23503";

  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";
  private static final String TOO_LONG = "22001";
  private static final String NO_TEXT_OF_THIS_ENCODING = "22021";
  private static final Set<String> CONFIGURATION = Set.of("3D000", "3F000", "42501");

  private final DatabaseFailures failures;

  PostgresqlDialect(String place, String user) {
    this.failures = new DatabaseFailures(place, user);
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
    if (state.equals(LOCK_NOT_AVAILABLE) || state.equals(REFERS_TO_NOTHING)) {
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
    String told = state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    return failures.of(code(state), reason(state) + told, exception);
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

  private static String reason(String state) {
    return switch (state) {
      case TOO_LONG -> "a value is too long for it (expected: a shorter one)";
      case NO_TEXT_OF_THIS_ENCODING -> "a text has characters that it cannot keep";
      case DISK_FULL -> "its disk is full (expected: room to write)";
      case READ_ONLY -> "it may only be read (expected: the server that accepts writes)";
      case LOCK_NOT_AVAILABLE -> "another transaction holds a row for too long";
      default -> reasonOfKind(state);
    };
  }

  private static String reasonOfKind(String state) {
    if (CONFIGURATION.contains(state) || state.startsWith("28")) {
      return "it does not let this server in, or not do what it must (expected: database, user,"
          + " password and rights that it knows)";
    }
    if (UNDONE_AND_MAY_PASS.contains(state)) {
      return "it undid a transaction in favour of others, each time it was tried";
    }
    return switch (code(state)) {
      case RESOURCE_EXHAUSTED -> "it has no more room (expected: memory and disk)";
      case INTERNAL -> "it refused a statement, which is a defect of this server";
      default -> "it does not answer, or broke the connection, also when it was tried again";
    };
  }

  private static String stateOf(SQLException exception) {
    return exception.getSQLState() == null ? "" : exception.getSQLState();
  }
}
