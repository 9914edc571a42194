package io.pitwheel.store.page;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a statement.
 *
 * @param text with a question mark for every value
 * @param values in the order of their question marks
 */
record Clause(String text, List<@Nullable Object> values) {
  static Clause of(DSLContext sql, QueryPart part) {
    return new Clause(
        sql.render(part), new ArrayList<@Nullable Object>(sql.extractBindValues(part)));
  }

  /** One piece after the other. */
  Clause then(Clause next) {
    var both = new ArrayList<@Nullable Object>(values);
    both.addAll(next.values);
    return new Clause(text + next.text, both);
  }

  /** This piece between two texts that bind nothing. */
  Clause between(String before, String after) {
    return new Clause(before + text + after, values);
  }

  @Nullable Object[] bound() {
    return values.toArray();
  }
}
