package io.pitwheel.task;

/**
 * What a task is, as far as its outputs depend on it.
 *
 * @param algorithm the name of the way it was computed, such as {@code pitwheel-1}; two values are
 *     comparable only when their algorithms are equal
 * @param value SHA-256 in lower-case hexadecimal
 * @param explanation the canonical JSON that was hashed, to tell people which input differs
 */
public record CacheFingerprint(String algorithm, String value, String explanation) {
  /** The algorithm of entries that were taken over from KFP. */
  public static final String MIGRATED = "kfp-master";

  /** The algorithm of what the driver of this version computes. */
  public static final String CURRENT = "pitwheel-1";

  /** Of what a driver elsewhere computed, by whatever way. */
  public static final String REPORTED = "reported";
}
