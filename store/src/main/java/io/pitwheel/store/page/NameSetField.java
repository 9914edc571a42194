package io.pitwheel.store.page;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.IsOneOf;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * One of a few names, such as a state: a predicate chooses among the names, and the chosen ones are
 * looked for, so that an index can find them.
 *
 * @param rowsOf which rows have each name
 */
public record NameSetField(Field<?> sorted, Map<String, Condition> rowsOf) implements ListedField {
  /** AVAILABLE or ARCHIVED, kept as a flag. */
  public static NameSetField ofStorage(Field<Boolean> isArchived) {
    return new NameSetField(
        isArchived, Map.of("AVAILABLE", isArchived.eq(false), "ARCHIVED", isArchived.eq(true)));
  }

  @Override
  public Condition matches(RowPredicate predicate) {
    return switch (predicate) {
      case Compares(String field, Comparison comparison, FieldValue value)
          when comparison == Comparison.EQUAL ->
          rowsOf(field, nameOf(value));
      case Compares(String field, Comparison comparison, FieldValue value)
          when comparison == Comparison.NOT_EQUAL ->
          rowsOfOthers(field, nameOf(value));
      case IsOneOf(String field, var values) ->
          anyOf(values.stream().map(value -> rowsOf(field, nameOf(value))).toList());
      case Contains(_, String part) ->
          anyOf(
              rowsOf.entrySet().stream()
                  .filter(entry -> entry.getKey().contains(part.toUpperCase(Locale.ROOT)))
                  .map(Map.Entry::getValue)
                  .toList());
      case RowPredicate other ->
          throw Mismatch.of(other.field(), "an order", "EQUALS, NOT_EQUALS, IN or IS_SUBSTRING");
    };
  }

  private Condition rowsOf(String field, String name) {
    Condition rows = rowsOf.get(name);
    if (rows == null) {
      throw Mismatch.of(field, name, "one of " + String.join(", ", rowsOf.keySet()));
    }
    return rows;
  }

  /** Of two names the other one, which an index finds; of more whatever is not of the name. */
  private Condition rowsOfOthers(String field, String name) {
    Condition rows = rowsOf(field, name);
    return rowsOf.size() == 2
        ? anyOf(
            rowsOf.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList())
        : rows.not();
  }

  private static Condition anyOf(List<Condition> conditions) {
    return conditions.stream().reduce(Condition::or).orElseGet(DSL::falseCondition);
  }

  private static String nameOf(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String name) -> name;
      case FieldValue.Numeric(double number) -> String.valueOf(number);
      case FieldValue.Second(var instant) -> instant.toString();
    };
  }
}
