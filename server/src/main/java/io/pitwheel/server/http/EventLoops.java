package io.pitwheel.server.http;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write connections. When the server stops they end at once: it has
 * drained and closed every connection before, so that the usual two quiet seconds, which each
 * {@code pitwheel run} would spend at its end, are for nothing.
 */
public final class EventLoops extends MultiThreadIoEventLoopGroup {
  private static final int COUNT = 2;
  private static final int MAX_WAIT_SECONDS = 5;

  public EventLoops() {
    super(
        COUNT,
        Thread.ofPlatform().daemon().name("connections-", 0).factory(),
        NioIoHandler.newFactory());
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, MAX_WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns when the threads have ended. */
  public void awaitEnd() {
    terminationFuture().awaitUninterruptibly(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
