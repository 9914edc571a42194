package io.pitwheel.store.task;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where in a pipeline an entry of the cache was made.
 *
 * @param iteration null for any
 */
record CachePlace(ScopePath path, @Nullable IterationVector iteration) {
  /** Indexes bound the length of what they hold. */
  private static final int MAX_KEY = 191;

  /** The path, or a digest of a long one. */
  String key() {
    String dotted = path.dotted();
    return dotted.length() <= MAX_KEY ? dotted : digest(dotted);
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("every Java has SHA-256", exception);
    }
  }
}
