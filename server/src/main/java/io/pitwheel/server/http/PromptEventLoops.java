package io.pitwheel.server.http;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The threads that wait for sockets. Told to end they do so at once: by default each group stays
 * for two seconds in case somebody has more to do, which nobody has once a server has drained, and
 * which every command that starts a server for itself would wait for.
 */
public final class PromptEventLoops extends MultiThreadIoEventLoopGroup {
  private static final int LONGEST_SECONDS = 2;

  public PromptEventLoops(int threads, String name) {
    super(threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, LONGEST_SECONDS, TimeUnit.SECONDS);
  }
}
