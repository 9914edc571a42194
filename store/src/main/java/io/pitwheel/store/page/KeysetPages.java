package io.pitwheel.store.page;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.store.session.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one table, found by the last row of the page before, so that the millionth page costs
 * what the first does.
 *
 * @param id breaks ties
 * @param fields what rows are sorted and filtered by, by the name under which callers know them
 * @param tagged the rows that have a tag; null where rows have none
 */
public record KeysetPages(
    Table<Record> table,
    Field<String> id,
    Map<String, ListedField> fields,
    @Nullable Function<HasTag, Condition> tagged) {
  /** Rows that match a filter are counted up to here. */
  private static final int MAX_COUNTED = 10_000;

  private static final String SORT_VALUE = "sort_value";

  /**
   * One page.
   *
   * @param keptTotal how many rows the scope has when that is kept somewhere; null to count
   * @throws PipelinesException INVALID_ARGUMENT for a field that there is not, a predicate that
   *     does not fit its field, or a key that does not fit the order
   */
  public <T> Page<T> read(
      Session session,
      Condition scope,
      PageRequest request,
      @Nullable Long keptTotal,
      Function<Record, T> read) {
    Field<?> sort = field("sort_by", request.sortField()).sorted();
    Condition filtered = scope.and(matching(request.filter()));
    List<? extends Record> rows = rows(session, filtered, request, sort);
    boolean hasMore = rows.size() > request.size();
    var shown = rows.subList(0, Math.min(rows.size(), request.size()));
    PageKey next = null;
    if (hasMore) {
      Record last = shown.get(shown.size() - 1);
      next = new PageKey(String.valueOf(last.get(SORT_VALUE)), last.get(id));
    }
    return new Page<T>(
        shown.stream().<T>map(read).toList(), next, total(session, filtered, request, keptTotal));
  }

  private long total(
      Session session, Condition filtered, PageRequest request, @Nullable Long keptTotal) {
    if (!request.filter().isEmpty()) {
      var bounded = session.sql().selectOne().from(table).where(filtered).limit(MAX_COUNTED);
      return session.sql().fetchCount(bounded);
    }
    return keptTotal == null ? session.sql().fetchCount(table, filtered) : keptTotal;
  }

  private Condition matching(RowFilter filter) {
    return DSL.and(filter.predicates().stream().map(this::matching).toList());
  }

  private Condition matching(RowPredicate predicate) {
    Function<HasTag, Condition> tags = tagged;
    return predicate instanceof HasTag tag && tags != null
        ? tags.apply(tag)
        : field("filter", predicate.field()).matches(predicate);
  }

  private List<? extends Record> rows(
      Session session, Condition filtered, PageRequest request, Field<?> sort) {
    var ordered =
        session
            .sql()
            .select(table.fields())
            .select(sort.as(SORT_VALUE))
            .from(table)
            .where(filtered)
            .orderBy(
                request.isDescending() ? sort.desc() : sort.asc(),
                request.isDescending() ? id.desc() : id.asc());
    PageKey after = request.after();
    if (after == null) {
      return ordered.limit(request.size() + 1).fetch();
    }
    return ordered
        .seek(sortValue(sort, after.sortValue()), after.id())
        .limit(request.size() + 1)
        .fetch();
  }

  private ListedField field(String path, String asked) {
    ListedField field = fields.get(asked);
    if (field == null) {
      throw PipelinesException.invalid(
          path,
          "listing %s by %s: no such field (expected: one of %s)"
              .formatted(table.getName(), asked, new TreeSet<>(fields.keySet())));
    }
    return field;
  }

  private static Object sortValue(Field<?> sort, String text) {
    if (sort.getType() == Boolean.class) {
      return Boolean.valueOf(text);
    }
    if (sort.getType() == String.class) {
      return text;
    }
    try {
      return sort.getType() == Double.class
          ? (Object) Double.parseDouble(text)
          : (Object) Long.parseLong(text);
    } catch (NumberFormatException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading a page key: %s (expected: a number for %s)".formatted(text, sort.getName()),
          exception);
    }
  }
}
