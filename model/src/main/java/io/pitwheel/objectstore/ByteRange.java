package io.pitwheel.objectstore;

/**
 * A part of an object.
 *
 * @param offset of its first byte, from 0
 * @param length in bytes, from 0; {@link Long#MAX_VALUE} for all that follows
 */
public record ByteRange(long offset, long length) {
  /** The whole object. */
  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  public ByteRange {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "range: %d bytes from %d (expected: from 0 both)".formatted(length, offset));
    }
  }

  /** Everything from an offset on. */
  public static ByteRange from(long offset) {
    return new ByteRange(offset, Long.MAX_VALUE);
  }
}
