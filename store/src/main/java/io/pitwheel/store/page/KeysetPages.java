package io.pitwheel.store.page;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import io.pitwheel.store.session.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one table, found by the last row of the page before, so that the millionth page costs
 * what the first does.
 *
 * @param id breaks ties
 * @param name what a name filter looks at
 * @param sortable fields by the name under which callers know them; none may be null in a row
 */
public record KeysetPages(
    Table<Record> table, Field<String> id, Field<String> name, Map<String, Field<?>> sortable) {
  /** Rows that match a filter are counted up to here. */
  private static final int MAX_COUNTED = 10_000;

  /**
   * One page.
   *
   * @param keptTotal how many rows the scope has when that is kept somewhere; null to count
   * @throws PipelinesException INVALID_ARGUMENT for a field that is not sortable, or a key that
   *     does not fit it
   */
  public <T> Page<T> read(
      Session session,
      Condition scope,
      PageRequest request,
      @Nullable Long keptTotal,
      Function<Record, T> read) {
    Field<?> sort = sortField(request.sortField());
    String wanted = request.nameEquals();
    Condition filtered = wanted == null ? scope : scope.and(name.eq(wanted));
    List<? extends Record> rows = rows(session, filtered, request, sort);
    boolean hasMore = rows.size() > request.size();
    var shown = rows.subList(0, Math.min(rows.size(), request.size()));
    PageKey next = null;
    if (hasMore) {
      Record last = shown.get(shown.size() - 1);
      next = new PageKey(String.valueOf(last.get(sort)), last.get(id));
    }
    long total =
        keptTotal != null && wanted == null
            ? keptTotal
            : session
                .sql()
                .fetchCount(
                    session.sql().selectOne().from(table).where(filtered).limit(MAX_COUNTED));
    return new Page<T>(shown.stream().<T>map(read).toList(), next, total);
  }

  private List<? extends Record> rows(
      Session session, Condition filtered, PageRequest request, Field<?> sort) {
    var ordered =
        session
            .sql()
            .selectFrom(table)
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

  private Field<?> sortField(String asked) {
    Field<?> field = sortable.get(asked);
    if (field == null) {
      throw PipelinesException.invalid(
          "sort_by",
          "listing %s sorted by %s: no such field (expected: one of %s)"
              .formatted(table.getName(), asked, new TreeSet<>(sortable.keySet())));
    }
    return field;
  }

  private static Object sortValue(Field<?> sort, String text) {
    if (sort.getType() != Long.class) {
      return text;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading a page key: %s (expected: a number for %s)".formatted(text, sort.getName()),
          exception);
    }
  }
}
