package io.pitwheel.page;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param size rows, 1 to {@value #MAX_SIZE}
 * @param after the last row of the page before, null for the first page
 * @param sortField a field name of the listed thing
 * @param filter which rows are listed at all
 */
public record PageRequest(
    int size, @Nullable PageKey after, String sortField, boolean isDescending, RowFilter filter) {
  public static final int DEFAULT_SIZE = 20;
  public static final int MAX_SIZE = 200;

  /** Where a page ended: the sorted value as text, and the id that breaks ties. */
  public record PageKey(String sortValue, String id) {}

  public PageRequest {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "page size: " + size + " (expected: 1 to " + MAX_SIZE + ")");
    }
  }

  /** The first page, oldest first. */
  public static PageRequest first() {
    return firstOf(RowFilter.NONE);
  }

  /** The first page of what the filter leaves, oldest first. */
  public static PageRequest firstOf(RowFilter filter) {
    return new PageRequest(DEFAULT_SIZE, null, "created_at", false, filter);
  }
}
