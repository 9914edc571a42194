package io.pitwheel.store.page;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import io.pitwheel.store.selection.Abundance;
import io.pitwheel.store.selection.Columns;
import io.pitwheel.store.selection.SelectedRow;
import io.pitwheel.store.session.RowReader;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A page with all that is asked about it, which goes to the database at one time, with {@link
 * #read}.
 */
public final class AskedPage {
  static final String SORT_VALUE = "sort_value";

  /** Rows that match a filter are counted up to here. */
  private static final int MAX_COUNTED = 10_000;

  /** So many are not fewer than are counted a moment later. */
  private static final int MANY = 2 * MAX_COUNTED;

  private final Session session;
  private final KeysetPages.Ordered ordered;
  private final PageRequest request;
  private final Clause all;
  private final Clause rest;
  private long total;

  /**
   * @param all which rows all pages have
   * @param rest which rows this page and later ones have
   */
  AskedPage(
      Session session, KeysetPages.Ordered ordered, PageRequest request, Clause all, Clause rest) {
    this.session = session;
    this.ordered = ordered;
    this.request = request;
    this.all = all;
    this.rest = rest;
  }

  /** Has the rows of all pages counted: those that match a filter, up to a bound. */
  public void countLater() throws SQLException {
    String end = request.filter().isEmpty() ? "" : " limit " + MAX_COUNTED;
    Clause counted = counted(end);
    session.queryLater(counted.text(), row -> total = row.number(), counted.bound());
  }

  private Clause counted(String end) {
    return ordered
        .none()
        .then(all.between(" where ", end))
        .between("select count(*) from (", ") counted");
  }

  /**
   * As {@link #countLater}, unless there were many a moment ago: counting costs more than the page
   * itself.
   */
  public void countLater(Abundance abundance) throws SQLException {
    if (request.filter().isEmpty()) {
      countLater();
      return;
    }
    Clause counted = counted(" limit " + MANY);
    if (abundance.is(counted)) {
      total = MAX_COUNTED;
      return;
    }
    session.queryLater(
        counted.text(),
        row -> {
          long found = row.number();
          if (found == MANY) {
            abundance.found(counted);
          }
          total = Math.min(found, MAX_COUNTED);
          return found;
        },
        counted.bound());
  }

  /**
   * Has them counted, or, where there is no filter, read where their number is kept.
   *
   * @param kept a rendered query for it
   */
  public void totalLater(Abundance abundance, String kept, @Nullable Object... values)
      throws SQLException {
    if (request.filter().isEmpty()) {
      session.queryLater(kept, row -> total = row.number(), values);
    } else {
      countLater(abundance);
    }
  }

  /**
   * Has more read about the rows of this page.
   *
   * @param before text up to the ids of the rows, which are a query in brackets; it binds nothing
   * @param after the rest of the text; it binds nothing
   */
  public void aboutRowsLater(String before, String after, RowReader<?> reader) throws SQLException {
    // A bound stands in a query of its own: not every database takes one where values are looked
    // for.
    Clause ids =
        ordered
            .identifiers()
            .then(firstOfRest(request.size()))
            .between(before + " (select * from (", ") page) " + after);
    session.queryLater(ids.text(), reader, ids.bound());
  }

  /** Sends what is asked. */
  public <T> Page<T> read(Function<Record, T> read) throws SQLException {
    Clause rows = ordered.rows().then(firstOfRest(request.size() + 1));
    List<Record> found = session.records(rows.text(), ordered.columns(), rows.bound());
    return page(
        found,
        read,
        last -> new PageKey(String.valueOf(last.get(SORT_VALUE)), last.get(ordered.id())));
  }

  /** As {@link #read}, for lists that are read often. */
  public <T> Page<T> readColumns(Function<Columns, T> read) throws SQLException {
    Clause rows = ordered.rows().then(firstOfRest(request.size() + 1));
    List<SelectedRow> found = session.rows(rows.text(), ordered.columns(), rows.bound());
    return page(
        found, read, last -> new PageKey(String.valueOf(last.last()), last.get(ordered.id())));
  }

  private <R, T> Page<T> page(
      List<R> found, Function<? super R, T> read, Function<R, PageKey> keyOf) {
    List<R> shown = found.subList(0, Math.min(found.size(), request.size()));
    PageKey next = null;
    if (found.size() > request.size()) {
      next = keyOf.apply(shown.getLast());
    } else if (request.after() == null) {
      total = shown.size();
    }
    return new Page<>(shown.stream().<T>map(read).toList(), next, total);
  }

  private Clause firstOfRest(int limit) {
    return rest.between(" where ", " order by ")
        .then(ordered.order().between("", " limit " + limit));
  }
}
