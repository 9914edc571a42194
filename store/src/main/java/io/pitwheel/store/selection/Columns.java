package io.pitwheel.store.selection;

import org.jooq.Field;

/** A row by its columns, however it was read. */
@FunctionalInterface
public interface Columns {
  /** The value in a column that was selected; null where the database has none. */
  <T> T get(Field<T> column);
}
