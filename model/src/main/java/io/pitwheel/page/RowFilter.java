package io.pitwheel.page;

import java.util.List;

/** Conditions on the rows of a list; a row is listed when it meets all of them. */
public record RowFilter(List<RowPredicate> predicates) {
  /** Every row. */
  public static final RowFilter NONE = new RowFilter(List.of());

  public RowFilter {
    predicates = List.copyOf(predicates);
  }

  /** The rows that meet the given conditions. */
  public static RowFilter of(RowPredicate... predicates) {
    return new RowFilter(List.of(predicates));
  }

  public boolean isEmpty() {
    return predicates.isEmpty();
  }
}
