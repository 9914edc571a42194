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
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one table, found by the last row of the page before, so that the millionth page costs
 * what the first does. Safe for many threads.
 */
public final class KeysetPages {
  private final Table<Record> table;
  private final Field<String> id;
  private final Map<String, ListedField> fields;
  private final @Nullable Function<HasTag, Condition> tagged;
  private final Map<Order, Ordered> known = new ConcurrentHashMap<>();

  /** What the text of a page depends on, besides its conditions. */
  private record Order(SQLDialect family, String sortField, boolean isDescending) {}

  /**
   * What stands around the conditions of a page.
   *
   * @param id breaks ties
   * @param columns what is selected: all of a row, and what it is sorted by
   * @param rows selects them
   * @param identifiers selects the id alone
   * @param none selects nothing, to be counted
   */
  record Ordered(
      Field<String> id,
      List<Field<?>> columns,
      Clause rows,
      Clause identifiers,
      Clause none,
      Clause order) {}

  /**
   * @param id breaks ties
   * @param fields what rows are sorted and filtered by, by the name under which callers know them
   * @param tagged the rows that have a tag; null where rows have none
   */
  public KeysetPages(
      Table<Record> table,
      Field<String> id,
      Map<String, ListedField> fields,
      @Nullable Function<HasTag, Condition> tagged) {
    this.table = table;
    this.id = id;
    this.fields = Map.copyOf(fields);
    this.tagged = tagged;
  }

  /**
   * One page, its total counted.
   *
   * @throws PipelinesException as {@link #ask}
   */
  public <T> Page<T> read(
      Session session, Condition scope, PageRequest request, Function<Record, T> read)
      throws SQLException {
    AskedPage asked = ask(session, scope, request);
    asked.countLater();
    return asked.read(read);
  }

  /**
   * One page that is not read yet.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a field that there is not, a predicate that
   *     does not fit its field, or a key that does not fit the order
   */
  public AskedPage ask(Session session, Condition scope, PageRequest request) {
    Field<?> sort = field("sort_by", request.sortField()).sorted();
    DSLContext sql = session.sql();
    Ordered ordered =
        known.computeIfAbsent(
            new Order(sql.family(), request.sortField(), request.isDescending()),
            order -> ordered(sql, sort, order.isDescending()));
    PageKey after = request.after();
    Clause all = Clause.of(sql, scope.and(matching(request.filter()))).between("(", ")");
    Clause rest =
        after == null
            ? all
            : all.then(Clause.of(sql, isAfter(sort, request, after)).between(" and (", ")"));
    return new AskedPage(session, ordered, request, all, rest);
  }

  private Ordered ordered(DSLContext sql, Field<?> sort, boolean isDescending) {
    List<Field<?>> columns =
        Stream.<Field<?>>concat(table.fieldStream(), Stream.of(sort.as(AskedPage.SORT_VALUE)))
            .toList();
    Clause bySort = Clause.of(sql, isDescending ? sort.desc() : sort.asc());
    Clause byId = Clause.of(sql, isDescending ? id.desc() : id.asc());
    return new Ordered(
        id,
        columns,
        Clause.of(sql, DSL.select(columns).from(table)),
        Clause.of(sql, DSL.select(id).from(table)),
        Clause.of(sql, DSL.selectOne().from(table)),
        bySort.then(byId.between(", ", "")));
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

  private Condition isAfter(Field<?> sort, PageRequest request, PageKey key) {
    var place = DSL.row(sort.coerce(Object.class), id);
    var last = DSL.row(sortValue(sort, key.sortValue()), key.id());
    return request.isDescending() ? place.lt(last) : place.gt(last);
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
