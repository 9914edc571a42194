package io.pitwheel.value;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Bytes that stay in memory while they are few, and go on in a file when they are not. More than
 * {@link LargeValues#MAX_BYTES} are refused.
 */
final class SpillStream extends OutputStream {
  private final String name;
  private final Overflow overflow;
  private final MessageDigest digest = TextDigest.sha256();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private OutputStream target = memory;
  private boolean isSpilled;
  private long bytes;

  SpillStream(String name, Overflow overflow) {
    this.name = name;
    this.overflow = overflow;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    bytes += length;
    if (bytes > LargeValues.MAX_BYTES) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "the value \"%s\" has more than %d bytes (expected: at most that many; pass what is larger as an artifact)"
              .formatted(name, LargeValues.MAX_BYTES));
    }
    if (bytes > LargeValues.MAX_INLINE_BYTES && !isSpilled) {
      isSpilled = true;
      target = overflow.open(name);
      memory.writeTo(target);
      memory.reset();
    }
    digest.update(source, offset, length);
    target.write(source, offset, length);
  }

  @Override
  public void close() throws IOException {
    target.close();
  }

  boolean isSpilled() {
    return isSpilled;
  }

  /** What it was given; only when it is not spilled. */
  String text() {
    return memory.toString(StandardCharsets.UTF_8);
  }

  JsonValue spilled(JsonValue.JsonSpilled.Form form) {
    return overflow.keep(
        name, new Overflow.Written(form, bytes, HexFormat.of().formatHex(digest.digest())));
  }
}
