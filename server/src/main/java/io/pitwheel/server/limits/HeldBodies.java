package io.pitwheel.server.limits;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of the bodies of all requests that are under way. A body that is read costs several times
 * its length, so that many large ones at once would take the memory of everything else.
 */
public final class HeldBodies {
  /** Of the memory of this process, for what comes in. */
  static final int SHARE_OF_MEMORY = 16;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param memory of this process, in bytes
   */
  public HeldBodies(long memory) {
    this.most = memory / SHARE_OF_MEMORY;
  }

  /**
   * Holds some more of a body. One that is alone is held whatever its length: that has a bound of
   * its own.
   *
   * @param before what is held of that body already
   * @throws PipelinesException RESOURCE_EXHAUSTED; then it is not held
   */
  void hold(long bytes, long before) {
    long now = held.addAndGet(bytes);
    if (now > most && now > before + bytes) {
      held.addAndGet(-bytes);
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "reading the body: %d bytes of it, beside %d bytes of other requests (expected: at most %d bytes together; try again in a moment)"
              .formatted(before + bytes, now - before - bytes, most));
    }
  }

  /** Once a request has its answer. */
  void release(long bytes) {
    held.addAndGet(-bytes);
  }
}
