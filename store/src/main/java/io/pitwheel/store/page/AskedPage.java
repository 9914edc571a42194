package io.pitwheel.store.page;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
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
    Clause counted =
        ordered
            .none()
            .then(all.between(" where ", end))
            .between("select count(*) from (", ") counted");
    session.queryLater(counted.text(), row -> total = row.number(), counted.bound());
  }

  /**
   * Has them counted, or, where there is no filter, read where their number is kept.
   *
   * @param kept a rendered query for it
   */
  public void totalLater(String kept, @Nullable Object... values) throws SQLException {
    if (request.filter().isEmpty()) {
      session.queryLater(kept, row -> total = row.number(), values);
    } else {
      countLater();
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
    List<Record> shown = found.subList(0, Math.min(found.size(), request.size()));
    PageKey next = null;
    if (found.size() > request.size()) {
      Record last = shown.getLast();
      next = new PageKey(String.valueOf(last.get(SORT_VALUE)), last.get(ordered.id()));
    }
    return new Page<>(shown.stream().<T>map(read).toList(), next, total);
  }

  private Clause firstOfRest(int limit) {
    return rest.between(" where ", " order by ")
        .then(ordered.order().between("", " limit " + limit));
  }
}
