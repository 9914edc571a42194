package io.pitwheel.launcher.log;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of what it is given, and counts all. Not safe for several threads. */
public final class TailBuffer implements LogSink {
  private final byte[] ring;
  private long total;

  public TailBuffer(int capacity) {
    ring = new byte[capacity];
  }

  @Override
  public void append(byte[] bytes, int length) {
    int kept = Math.min(length, ring.length);
    total += length - kept;
    for (int from = length - kept; from < length; ) {
      int position = (int) (total % ring.length);
      int piece = Math.min(length - from, ring.length - position);
      System.arraycopy(bytes, from, ring, position, piece);
      from += piece;
      total += piece;
    }
  }

  /** How many bytes it was given. */
  public long total() {
    return total;
  }

  /** The last bytes, in order. */
  public byte[] bytes() {
    int size = (int) Math.min(total, ring.length);
    byte[] bytes = new byte[size];
    long start = total - size;
    for (int i = 0; i < size; i++) {
      bytes[i] = ring[(int) ((start + i) % ring.length)];
    }
    return bytes;
  }

  /** The last bytes as text; what is not UTF-8 shows as replacement characters. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
