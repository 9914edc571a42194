package io.pitwheel.store.page;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.IsOneOf;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** A number that a row may have. A row without one meets no predicate, and is the least of all. */
public record NumberField(Field<Double> number) implements ListedField {
  private static final double LEAST = -Double.MAX_VALUE;

  @Override
  public Field<?> sorted() {
    return DSL.coalesce(number, DSL.inline(LEAST));
  }

  @Override
  public Condition matches(RowPredicate predicate) {
    return switch (predicate) {
      case Compares compares -> compare(compares);
      case IsOneOf(String field, var values) ->
          number.in(values.stream().map(value -> numberOf(field, value)).toList());
      case RowPredicate other -> throw Mismatch.of(other.field(), "text", "a number");
    };
  }

  private Condition compare(Compares compares) {
    double value = numberOf(compares.field(), compares.value());
    return switch (compares.comparison()) {
      case EQUAL -> number.eq(value);
      case NOT_EQUAL -> number.ne(value);
      case GREATER -> number.gt(value);
      case GREATER_OR_EQUAL -> number.ge(value);
      case LESS -> number.lt(value);
      case LESS_OR_EQUAL -> number.le(value);
    };
  }

  private static double numberOf(String field, FieldValue value) {
    return switch (value) {
      case FieldValue.Numeric(double number) -> number;
      case FieldValue.Text _ -> throw Mismatch.of(field, "text", "a number");
      case FieldValue.Second _ -> throw Mismatch.of(field, "a time", "a number");
    };
  }
}
