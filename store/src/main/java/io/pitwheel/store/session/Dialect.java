package io.pitwheel.store.session;

import io.pitwheel.failure.PipelinesException;
import java.sql.SQLException;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;

/** What a database can do and how it says that it cannot. */
public interface Dialect {
  /** How statements are rendered. */
  SQLDialect family();

  /** Begins a transaction that will write, with the right to do so, or waits for it. */
  void beginWriting(Session session) throws SQLException;

  /** Begins a transaction that sees one state of the database throughout. */
  void beginReading(Session session) throws SQLException;

  void commit(Session session) throws SQLException;

  void rollBack(Session session) throws SQLException;

  /** Whether rows must be locked before they are changed by what was read in them. */
  boolean locksRows();

  /** The query, with its rows locked until the transaction ends where that is needed. */
  default <R extends Record> Select<R> locking(SelectForUpdateStep<R> query) {
    return locksRows() ? query.forUpdate() : query;
  }

  /** A failure of the database, with its place, as the project's exception. */
  PipelinesException translate(SQLException exception);
}
