package io.pitwheel.server.healthz;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something that may hang, such as a database, without ever hanging itself: one look at a
 * time, its finding kept for a moment, and another word when it takes too long.
 *
 * @param <T> what is found
 */
public final class BoundedLook<T> {
  private final Supplier<T> look;
  private final Supplier<T> whenLate;
  private final Duration limit;
  private final long keptNanos;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<T> current;
  private long startedAt;

  /**
   * @param whenLate what is said when the look takes longer than the limit, or fails
   * @param kept how long a finding holds
   */
  public BoundedLook(Supplier<T> look, Supplier<T> whenLate, Duration limit, Duration kept) {
    this(look, whenLate, limit, kept, System::nanoTime);
  }

  BoundedLook(
      Supplier<T> look,
      Supplier<T> whenLate,
      Duration limit,
      Duration kept,
      LongSupplier nanoTime) {
    this.look = look;
    this.whenLate = whenLate;
    this.limit = limit;
    this.keptNanos = kept.toNanos();
    this.nanoTime = nanoTime;
  }

  /** The finding, at most as old as findings are kept. */
  public T get() {
    try {
      return running().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException exception) {
      return whenLate.get();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return whenLate.get();
    }
  }

  private synchronized CompletableFuture<T> running() {
    CompletableFuture<T> known = current;
    boolean isOld = nanoTime.getAsLong() - startedAt > keptNanos;
    if (known != null && !(known.isDone() && isOld)) {
      return known;
    }
    var fresh = new CompletableFuture<T>();
    current = fresh;
    startedAt = nanoTime.getAsLong();
    Thread.ofVirtual()
        .name("look")
        .start(() -> {
          try {
            fresh.complete(look.get());
          } catch (RuntimeException exception) {
            fresh.completeExceptionally(exception);
          }
        });
    return fresh;
  }
}
