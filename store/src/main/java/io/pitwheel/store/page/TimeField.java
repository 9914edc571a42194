package io.pitwheel.store.page;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.IsOneOf;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A time in milliseconds that callers see and compare in whole seconds.
 *
 * @param sorted milliseconds since the epoch; 0 for a time that has not come
 */
public record TimeField(Field<Long> sorted) implements ListedField {
  private static final long SECOND = 1_000;

  /** A time that may not have come: the epoch then, as callers see it. */
  public static TimeField orEpoch(Field<Long> millis) {
    return new TimeField(DSL.coalesce(millis, DSL.inline(0L)));
  }

  @Override
  public Condition matches(RowPredicate predicate) {
    return switch (predicate) {
      case Compares compares -> compare(compares);
      case IsOneOf(String field, var values) ->
          values.stream()
              .map(value -> within(secondOf(field, value)))
              .reduce(Condition::or)
              .orElseGet(DSL::falseCondition);
      case RowPredicate other -> throw Mismatch.of(other.field(), "text", "a time");
    };
  }

  private Condition compare(Compares compares) {
    long second = secondOf(compares.field(), compares.value());
    return switch (compares.comparison()) {
      case EQUAL -> within(second);
      case NOT_EQUAL -> sorted.lt(second).or(sorted.ge(second + SECOND));
      case GREATER -> sorted.ge(second + SECOND);
      case GREATER_OR_EQUAL -> sorted.ge(second);
      case LESS -> sorted.lt(second);
      case LESS_OR_EQUAL -> sorted.lt(second + SECOND);
    };
  }

  private Condition within(long second) {
    return sorted.ge(second).and(sorted.lt(second + SECOND));
  }

  private static long secondOf(String field, FieldValue value) {
    return switch (value) {
      case FieldValue.Second(var instant) -> instant.getEpochSecond() * SECOND;
      case FieldValue.Numeric _ -> throw Mismatch.of(field, "a number", "a time");
      case FieldValue.Text _ -> throw Mismatch.of(field, "text", "a time");
    };
  }
}
