package io.pitwheel.store.session;

import io.pitwheel.failure.PipelinesException;
import java.sql.SQLException;
import org.jooq.Insert;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;

/** What a database can do and how it says that it cannot. */
public interface Dialect {
  /** How statements are rendered. */
  SQLDialect family();

  /** Begins a transaction that will write, with the right to do so, or waits for it. */
  void beginWriting(Session session) throws SQLException;

  /** Begins a transaction that sees one state of the database throughout. */
  void beginReading(Session session) throws SQLException;

  default void commit(Session session) throws SQLException {
    session.commit();
  }

  default void rollBack(Session session) throws SQLException {
    session.forgetWaiting();
    session.execute("rollback");
  }

  /** Whether several servers may work on one database of this kind. */
  default boolean isShared() {
    return true;
  }

  /**
   * Whether several statements, with semicolons between them, can be asked at once, and outside a
   * transaction are one.
   */
  default boolean takesSeveral() {
    return false;
  }

  /** Whether rows must be locked before they are changed by what was read in them. */
  boolean locksRows();

  /** The query, with its rows locked until the transaction ends where that is needed. */
  default <R extends Record> Select<R> locking(SelectForUpdateStep<R> query) {
    return locksRows() ? query.forUpdate() : query;
  }

  /** As {@link #locking}, but rows that another transaction has locked are passed over. */
  default <R extends Record> Select<R> claiming(SelectForUpdateStep<R> query) {
    return locksRows() ? query.forUpdate().skipLocked() : query;
  }

  /**
   * Whether an insert can be told to do nothing for a row that breaks a unique key, and nothing
   * else; else {@link #isDuplicate} knows its failure.
   */
  default boolean skipsDuplicates() {
    return true;
  }

  /** Whether an insert failed for a row that is there, and left its transaction as it was. */
  default boolean isDuplicate(SQLException exception) {
    return false;
  }

  /** The insert, made to do nothing for a row that is there where the database can do that. */
  default <R extends Record> Insert<R> unlessThere(InsertOnDuplicateStep<R> insert) {
    return skipsDuplicates() ? insert.onConflictDoNothing() : insert;
  }

  /** The value as the database can keep it. */
  default @Nullable Object storable(@Nullable Object value) {
    return value;
  }

  /** Whether a change of the schema can be part of a transaction. */
  default boolean undoesSchemaChanges() {
    return true;
  }

  /** A statement that changes the schema, in the words of this database alone. */
  default String schemaStatement(String rendered) {
    return rendered;
  }

  /** Whether a change of the schema failed because it was made before. */
  default boolean isSchemaChangeDone(SQLException exception) {
    return false;
  }

  /** What a failure did to the transaction. */
  Trouble troubleOf(SQLException exception);

  /** A failure of the database, with its place, as the project's exception. */
  PipelinesException translate(SQLException exception);
}
