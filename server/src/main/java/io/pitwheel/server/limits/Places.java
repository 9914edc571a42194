package io.pitwheel.server.limits;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.settings.Setting;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many requests of a costly kind may be under way at once; one more is refused, not queued. */
public final class Places {
  private static final int MAX_TURNS = 2;

  private final Semaphore turns = new Semaphore(MAX_TURNS, true);
  private final Semaphore free;
  private final int count;
  private final String doing;
  private final Setting setting;

  /**
   * @param doing such as {@code uploading}
   * @param setting that bounds them, for the refusal
   */
  public Places(String doing, int count, Setting setting) {
    this.free = new Semaphore(count);
    this.count = count;
    this.doing = doing;
    this.setting = setting;
  }

  /**
   * Does what takes much more memory than what was sent, such as unpacking and reading it; who has
   * a place and comes when others do it waits for them.
   */
  public <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  /**
   * Takes a place until the request has ended, however it ends.
   *
   * @throws PipelinesException RESOURCE_EXHAUSTED when none is free
   */
  public void take(ServiceRequestContext context) {
    if (!free.tryAcquire()) {
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "%s: %d others do already (expected: fewer; the setting %s is the bound)"
              .formatted(doing, count, setting.key()));
    }
    var _ = context.log().whenComplete().thenRun(free::release);
  }
}
