package io.pitwheel.testing.page;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Goes through all pages of a list, each asked for with the key that the one before gave. */
public final class PageWalk {
  private PageWalk() {}

  /**
   * The rows of all pages, in the order in which they came.
   *
   * @param first what is asked for first; the others differ by their key alone
   */
  public static <T> List<T> through(Function<PageRequest, Page<T>> list, PageRequest first) {
    var rows = new ArrayList<T>();
    PageRequest next = first;
    while (true) {
      Page<T> page = list.apply(next);
      rows.addAll(page.rows());
      PageKey after = page.nextAfter();
      if (after == null) {
        return rows;
      }
      next =
          new PageRequest(
              first.size(), after, first.sortField(), first.isDescending(), first.filter());
    }
  }
}
