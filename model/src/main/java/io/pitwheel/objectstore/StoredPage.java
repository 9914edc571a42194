package io.pitwheel.objectstore;

import java.util.List;

/**
 * Some objects of a store, in the order of their names.
 *
 * @param next says the store where the others begin; empty when there are none
 */
public record StoredPage(List<StoredObject> objects, String next) {
  public StoredPage {
    objects = List.copyOf(objects);
  }
}
