package io.pitwheel.objectstore.bucket;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deletes many keys. */
final class Deletion {
  private Deletion() {}

  static void allBelow(Bucket bucket, String prefix) {
    allBelow(bucket, prefix, _ -> true);
  }

  /** Those of the keys that are chosen. */
  static void allBelow(Bucket bucket, String prefix, Predicate<String> isChosen) {
    try (Stream<KeyPage> pages = Keys.pages(bucket, prefix)) {
      pages.forEach(page -> {
        List<String> keys = page.keys().stream().map(StoredKey::key).filter(isChosen).toList();
        if (!keys.isEmpty()) {
          bucket.delete(keys);
        }
      });
    }
  }
}
