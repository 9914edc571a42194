package io.pitwheel.store.session;

import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Insert statements. */
public final class Inserts {
  private Inserts() {}

  /** Of one row, with a placeholder for each field. */
  public static InsertValuesStepN<Record> row(Table<Record> table, List<Field<?>> fields) {
    return DSL.insertInto(table)
        .columns(fields)
        .values(fields.stream().map(field -> DSL.param(field.getName(), field)).toList());
  }

  /**
   * Inserts the row unless one is there that a unique key does not allow beside it.
   *
   * @param insert attached to the session
   * @return whether it was inserted
   */
  public static boolean unlessThere(Session session, InsertOnDuplicateStep<?> insert) {
    Dialect dialect = session.dialect();
    try {
      return dialect.unlessThere(insert).execute() > 0;
    } catch (DataAccessException exception) {
      SQLException cause = exception.getCause(SQLException.class);
      if (cause != null && dialect.isDuplicate(cause)) {
        return false;
      }
      throw exception;
    }
  }
}
