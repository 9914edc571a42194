package io.pitwheel.server.page;

import java.util.List;
import java.util.Map;

/**
 * What one list call lists, and what it can sort and filter by.
 *
 * @param scope kind and bounds of the list, such as {@code runs/namespace/experiment}: tokens hold
 *     only within it
 * @param sortFields the store's field by each name that clients may use
 * @param nameKeys filter keys that mean the display name
 */
public record ListScope(String scope, Map<String, String> sortFields, List<String> nameKeys) {
  public ListScope {
    sortFields = Map.copyOf(sortFields);
    nameKeys = List.copyOf(nameKeys);
  }
}
