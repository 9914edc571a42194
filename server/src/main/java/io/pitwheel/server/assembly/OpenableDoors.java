package io.pitwheel.server.assembly;

import com.linecorp.armeria.server.Server;
import io.pitwheel.server.http.EventLoops;
import io.pitwheel.server.limits.ClosingTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors, closed or open.
 *
 * @param closing refuses what is asked while they are closed
 * @param loops read and write connections
 * @param threads run the use cases
 */
record OpenableDoors(
    Server server, ClosingTime closing, EventLoops loops, ScheduledExecutorService threads)
    implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenableDoors.class);
  private static final int MAX_WAIT_SECONDS = 10;

  /**
   * Returns once both ports answer.
   *
   * @throws java.util.concurrent.CompletionException when a port is taken
   */
  void open() {
    server.start().join();
  }

  /** The patterns of all paths, as the library writes them. */
  List<String> routes() {
    return server.serviceConfigs().stream()
        .map(configuration -> configuration.route().patternString())
        .toList();
  }

  /** In the order in which they were given: REST, gRPC. */
  List<Integer> ports() {
    return server.activePorts().values().stream()
        .map(port -> port.localAddress().getPort())
        .toList();
  }

  /** Returns when what was under way is answered, connections are closed and ports are free. */
  @Override
  public void close() {
    closing.begin();
    CompletableFuture<Void> stopped = server.stop();
    // Not for the end of the threads that took connections in: they idle two seconds more, and
    // nothing is left that they could do.
    loops.awaitEnd();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.warn("calls did not end within {} s", MAX_WAIT_SECONDS);
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
    if (stopped.isCompletedExceptionally()) {
      stopped.join();
    }
  }
}
