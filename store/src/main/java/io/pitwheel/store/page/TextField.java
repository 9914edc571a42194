package io.pitwheel.store.page;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.page.RowPredicate.IsOneOf;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Text.
 *
 * @param sorted the text, or as much of its beginning as an order needs
 */
public record TextField(Field<String> text, Field<String> sorted) implements ListedField {
  private static final int SORTED_CHARACTERS = 200;

  /** Text of a bounded length. */
  public static TextField of(Field<String> text) {
    return new TextField(text, text);
  }

  /** Text of any length, sorted by its beginning: what a page ended with travels in its token. */
  public static TextField ofAnyLength(Field<String> text) {
    return new TextField(text, DSL.substring(text, 1, SORTED_CHARACTERS));
  }

  @Override
  public Condition matches(RowPredicate predicate) {
    return switch (predicate) {
      case Compares compares -> compare(compares);
      case IsOneOf(String field, var values) ->
          text.in(values.stream().map(value -> textOf(field, value)).toList());
      case Contains contains -> text.containsIgnoreCase(contains.part());
      case HasTag tag -> throw Mismatch.of(tag.field(), "a tag", "text");
    };
  }

  private Condition compare(Compares compares) {
    String value = textOf(compares.field(), compares.value());
    return switch (compares.comparison()) {
      case EQUAL -> text.eq(value);
      case NOT_EQUAL -> text.ne(value);
      case GREATER -> text.gt(value);
      case GREATER_OR_EQUAL -> text.ge(value);
      case LESS -> text.lt(value);
      case LESS_OR_EQUAL -> text.le(value);
    };
  }

  private static String textOf(String field, FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> text;
      case FieldValue.Numeric _ -> throw Mismatch.of(field, "a number", "text");
      case FieldValue.Second _ -> throw Mismatch.of(field, "a time", "text");
    };
  }
}
