package io.pitwheel.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How our descriptors differ from a table.
 *
 * <p>Only the rows that differ are kept, so that a failing test shows them and not some hundred
 * rows that agree.
 *
 * @param missing rows of the table that no descriptor of ours has
 * @param unexpected rows of our descriptors that the table has not
 */
record TableDifference(List<String> missing, List<String> unexpected) {

  static final TableDifference NONE = new TableDifference(List.of(), List.of());

  TableDifference {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
  }

  static TableDifference between(Collection<String> table, Collection<String> ours) {
    return new TableDifference(without(table, ours), without(ours, table));
  }

  /** Takes one row away for each equal row, so that a row that stands twice is noticed. */
  private static List<String> without(Collection<String> rows, Collection<String> others) {
    var remaining = new ArrayList<>(rows);
    others.forEach(remaining::remove);
    return remaining;
  }
}
