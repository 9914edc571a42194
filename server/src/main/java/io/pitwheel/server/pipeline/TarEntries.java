package io.pitwheel.server.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of a tar stream, one after another. Enough of the format for an archive with a
 * pipeline in it: names of at most 100 bytes, sizes in octal; everything else is passed over.
 */
final class TarEntries {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_OFFSET = 156;

  private final InputStream stream;
  private long remaining;
  private long padding;

  TarEntries(InputStream stream) {
    this.stream = stream;
  }

  /** The name of the next file; null at the end. What was not read of the last one is skipped. */
  @Nullable String next() throws IOException {
    while (true) {
      stream.skipNBytes(remaining + padding);
      byte[] header = stream.readNBytes(BLOCK);
      remaining = 0;
      padding = 0;
      if (header.length < BLOCK || header[0] == 0) {
        return null;
      }
      remaining = parseSize(header);
      padding = (BLOCK - remaining % BLOCK) % BLOCK;
      boolean isFile = header[TYPE_OFFSET] == '0' || header[TYPE_OFFSET] == 0;
      if (isFile) {
        return text(header, 0, NAME_LENGTH);
      }
    }
  }

  /** At most {@code limit} bytes of the file that {@link #next} named. */
  byte[] read(int limit) throws IOException {
    byte[] content = stream.readNBytes((int) Math.min(remaining, limit));
    remaining -= content.length;
    return content;
  }

  private static long parseSize(byte[] header) throws IOException {
    String digits = text(header, SIZE_OFFSET, SIZE_LENGTH).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new IOException("a tar header with size " + digits + " (expected: octal digits)");
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, US_ASCII);
  }
}
