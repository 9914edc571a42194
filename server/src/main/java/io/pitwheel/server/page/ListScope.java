package io.pitwheel.server.page;

import java.util.Map;

/**
 * What one list call lists, and what it can sort and filter by.
 *
 * @param scope kind and bounds of the list, such as {@code runs/namespace/experiment}: tokens hold
 *     only within it
 * @param fields by each name that clients may use
 * @param hasTags whether {@code tags.<key>} is a field too
 */
public record ListScope(String scope, Map<String, ListField> fields, boolean hasTags) {
  public ListScope {
    fields = Map.copyOf(fields);
  }

  /** A scope of things without tags. */
  public ListScope(String scope, Map<String, ListField> fields) {
    this(scope, fields, false);
  }
}
