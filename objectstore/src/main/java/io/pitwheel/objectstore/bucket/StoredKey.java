package io.pitwheel.objectstore.bucket;

import java.time.Instant;

/**
 * What a bucket knows of a key.
 *
 * @param size in bytes
 */
public record StoredKey(String key, long size, Instant modifiedAt) {
  /** Whether it stands for a folder, as consoles make them and as empty folders are kept. */
  boolean isFolderMark() {
    return key.endsWith("/");
  }
}
