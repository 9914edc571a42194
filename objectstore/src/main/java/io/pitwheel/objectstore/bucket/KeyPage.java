package io.pitwheel.objectstore.bucket;

import java.util.List;

/**
 * Some keys of a bucket.
 *
 * @param folders prefixes with their slash, in a flat listing
 * @param next says where the next page begins; empty for the last
 */
public record KeyPage(List<StoredKey> keys, List<String> folders, String next) {
  public KeyPage {
    keys = List.copyOf(keys);
    folders = List.copyOf(folders);
  }

  boolean isEmpty() {
    return keys.isEmpty() && folders.isEmpty();
  }

  boolean isLast() {
    return next.isEmpty();
  }
}
