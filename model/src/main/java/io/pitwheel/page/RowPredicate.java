package io.pitwheel.page;

import java.util.List;

/** One condition on one field of a row. Text is compared exactly, but for {@link Contains}. */
public sealed interface RowPredicate {
  /** The field, by the name that the listed thing has for it. */
  String field();

  /** The field beside the value: equal, before it or after it. */
  record Compares(String field, Comparison comparison, FieldValue value) implements RowPredicate {}

  /** The field is one of the values; of none when there are none. */
  record IsOneOf(String field, List<FieldValue> values) implements RowPredicate {
    public IsOneOf {
      values = List.copyOf(values);
    }
  }

  /** The field holds the text somewhere, in capitals or not. */
  record Contains(String field, String part) implements RowPredicate {}

  /** The row has a tag of this key with this value. */
  record HasTag(String key, String value) implements RowPredicate {
    @Override
    public String field() {
      return "tags." + key;
    }
  }

  /** How a field stands beside a value. */
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  /** The field is exactly this text. */
  static RowPredicate equal(String field, String text) {
    return new Compares(field, Comparison.EQUAL, new FieldValue.Text(text));
  }
}
