package io.pitwheel.store.session;

import java.util.List;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Insert statements of one row with a placeholder for each field. */
public final class Inserts {
  private Inserts() {}

  public static InsertValuesStepN<Record> row(Table<Record> table, List<Field<?>> fields) {
    return DSL.insertInto(table)
        .columns(fields)
        .values(fields.stream().map(field -> DSL.param(field.getName(), field)).toList());
  }
}
