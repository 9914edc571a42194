package io.pitwheel.objectstore.bucket;

/**
 * What of a bucket is listed.
 *
 * @param prefix of the keys
 * @param isFlat whether keys with a slash after the prefix are told as the folder up to it
 * @param next of the page before; empty for the first page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record KeyQuery(String prefix, boolean isFlat, String next, int limit) {
  /** What every store gives at once. */
  public static final int MAX_LIMIT = 1000;

  /** All keys at any depth. */
  static KeyQuery deep(String prefix, int limit) {
    return new KeyQuery(prefix, false, "", limit);
  }

  /** What stands directly below. */
  static KeyQuery flat(String prefix) {
    return new KeyQuery(prefix, true, "", MAX_LIMIT);
  }

  KeyQuery following(KeyPage page) {
    return new KeyQuery(prefix, isFlat, page.next(), limit);
  }
}
