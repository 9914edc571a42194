package io.pitwheel.objectstore.bucket;

import java.util.Objects;
import java.util.stream.Stream;

/** Keys of a bucket, page by page as they are asked for. */
final class Keys {
  private Keys() {}

  /** All keys that begin with a prefix, at any depth. */
  static Stream<StoredKey> below(Bucket bucket, String prefix) {
    return pages(bucket, prefix).flatMap(page -> page.keys().stream());
  }

  /** The same in pages. */
  static Stream<KeyPage> pages(Bucket bucket, String prefix) {
    KeyQuery first = KeyQuery.deep(prefix, KeyQuery.MAX_LIMIT);
    return Stream.iterate(
            new Turn(first, bucket.list(first)), turn -> !turn.isOver(), turn -> turn.next(bucket))
        .map(turn -> Objects.requireNonNull(turn.page(), "a turn that is not over has a page"));
  }

  /** A query and its answer; without one when the pages are over. */
  private record Turn(KeyQuery query, @org.jspecify.annotations.Nullable KeyPage page) {
    boolean isOver() {
      return page == null;
    }

    Turn next(Bucket bucket) {
      if (page == null || page.isLast()) {
        return new Turn(query, null);
      }
      KeyQuery following = query.following(page);
      return new Turn(following, bucket.list(following));
    }
  }
}
