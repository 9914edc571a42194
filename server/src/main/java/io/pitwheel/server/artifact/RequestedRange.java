package io.pitwheel.server.artifact;

import io.pitwheel.objectstore.ByteRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header means for an object of a known size (RFC 9110, section 14). Several
 * ranges at once are answered with all of it, as any range may be.
 */
sealed interface RequestedRange {
  /** All of it: nothing was asked, or nothing that is understood. */
  record Whole(long size) implements RequestedRange {}

  /**
   * A part.
   *
   * @param range within the object, not empty
   */
  record Part(ByteRange range, long size) implements RequestedRange {
    /** For the header {@code Content-Range}. */
    String text() {
      return "bytes %d-%d/%d".formatted(range.offset(), range.offset() + range.length() - 1, size);
    }
  }

  /** Nothing of the object is in the range. */
  record Outside(long size) implements RequestedRange {
    String text() {
      return "bytes */" + size;
    }
  }

  /** At most as many digits as a long has for certain. */
  Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * @param header empty when there is none
   */
  static RequestedRange of(String header, long size) {
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches()) {
      return new Whole(size);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole(size) : ending(Long.parseLong(last), size);
    }
    long begin = Long.parseLong(first);
    long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (end < begin) {
      return new Whole(size);
    }
    return begin >= size
        ? new Outside(size)
        : new Part(new ByteRange(begin, Math.min(end, size - 1) - begin + 1), size);
  }

  private static RequestedRange ending(long count, long size) {
    long length = Math.min(count, size);
    return length == 0 ? new Outside(size) : new Part(new ByteRange(size - length, length), size);
  }
}
