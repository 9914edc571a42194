package io.pitwheel.server.pipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that refuses to give more than a bound: what a small file unpacks to may have no end.
 */
final class BoundedStream extends FilterInputStream {
  private final long bound;
  private long given;

  BoundedStream(InputStream stream, long bound) {
    super(stream);
    this.bound = bound;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    // No further than to the bound: a step over zeros costs as much as reading them.
    long skipped = super.skip(Math.min(wanted, bound - given + 1));
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    given += bytes;
    if (given > bound) {
      throw new IOException("more than " + bound + " bytes unpacked");
    }
  }
}
