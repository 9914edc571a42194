package io.pitwheel.store.page;

import io.pitwheel.page.RowPredicate;
import org.jooq.Condition;
import org.jooq.Field;

/** A field of a listed table: how rows are sorted by it, and which rows meet a predicate on it. */
public interface ListedField {
  /** What rows are sorted by; never null in a row. */
  Field<?> sorted();

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a predicate that says
   *     nothing about such a field
   */
  Condition matches(RowPredicate predicate);
}
