package io.pitwheel.server.healthz;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.migration.DatabaseSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether requests should be sent to this server now: not while it starts, not while it ends, and
 * not while its database is away or lacks steps that this version needs.
 */
public final class Readiness implements AutoCloseable {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final BoundedLook<Optional<String>> database;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean isOpen;

  /**
   * @param schema of the database; looked at by a connection of its own, so that what is found is
   *     the database as somebody new would find it
   */
  public Readiness(DatabaseSchema schema) {
    this.database =
        new BoundedLook<>(
            () -> obstacleOf(schema),
            () ->
                Optional.of(
                    "the database %s did not answer within %d s"
                        .formatted(schema.place(), LONGEST_LOOK.toSeconds())),
            LONGEST_LOOK,
            KEPT);
  }

  /** The server answers from now on. */
  public void open() {
    isOpen = true;
  }

  /** Why no request should be sent here; empty when all is well. */
  public Optional<String> obstacle() {
    if (isClosed()) {
      return Optional.of("the server is ending");
    }
    return isOpen ? database.get() : Optional.of("the server is starting");
  }

  /** Waits for the end of the server or the time; whether the server is ending. */
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** The server is ending: nobody should send more. */
  @Override
  public void close() {
    closed.countDown();
  }

  private static Optional<String> obstacleOf(DatabaseSchema schema) {
    try {
      List<String> lacking = schema.lackingAfter(schema.check());
      return lacking.isEmpty()
          ? Optional.empty()
          : Optional.of("the database %s lacks %s".formatted(schema.place(), lacking));
    } catch (PipelinesException exception) {
      // A newer server may have migrated it while this one, which can go on with it, still runs.
      return DatabaseSchema.isNewer(exception)
          ? Optional.empty()
          : Optional.of(String.valueOf(exception.getMessage()));
    }
  }
}
