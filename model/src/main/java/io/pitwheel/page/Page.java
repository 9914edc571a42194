package io.pitwheel.page;

import io.pitwheel.page.PageRequest.PageKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a page.
 *
 * @param nextAfter where the next page begins, null on the last
 * @param totalSize all rows that match, on whatever page
 */
public record Page<T>(List<T> rows, @Nullable PageKey nextAfter, long totalSize) {
  public Page {
    rows = List.copyOf(rows);
  }
}
