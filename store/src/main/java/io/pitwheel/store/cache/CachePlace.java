package io.pitwheel.store.cache;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.value.TextDigest;
import org.jspecify.annotations.Nullable;

/**
 * Where in a pipeline an entry of the cache was made.
 *
 * @param iteration null for any
 */
public record CachePlace(ScopePath path, @Nullable IterationVector iteration) {
  /** Indexes bound the length of what they hold. */
  private static final int MAX_KEY = 191;

  /** The path, or a digest of a long one. */
  public String key() {
    String dotted = path.dotted();
    return dotted.length() <= MAX_KEY ? dotted : TextDigest.sha256(dotted);
  }
}
