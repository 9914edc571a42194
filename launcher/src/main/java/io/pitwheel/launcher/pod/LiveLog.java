package io.pitwheel.launcher.pod;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.bucket.PodBuckets;
import io.pitwheel.objectstore.bucket.BucketLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Uploads the log of an attempt while it grows, for who looks at a task that is under way, and once
 * more when it is complete. At most a tenth of the time is spent on the former.
 */
final class LiveLog implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int SHARE = 10;

  private final PodBuckets buckets;
  private final String location;
  private final Path log;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private LiveLog(PodBuckets buckets, String location, Path log) {
    this.buckets = buckets;
    this.location = location;
    this.log = log;
    this.thread = Thread.ofVirtual().name("live-log").unstarted(this::follow);
  }

  /**
   * Begins to follow a log, which need not be there yet.
   *
   * @param location where it is uploaded to
   */
  static LiveLog follow(PodBuckets buckets, String location, Path log) {
    var live = new LiveLog(buckets, location, log);
    live.thread.start();
    return live;
  }

  /**
   * Uploads all of it, with all patience; the attempt has ended.
   *
   * @return what went wrong, for people; empty when nothing did
   */
  Optional<String> complete() {
    close();
    if (!Files.exists(log)) {
      return Optional.empty();
    }
    try {
      BucketLocation place = BucketLocation.of(location);
      buckets.open(place).write(place.key(), log);
      return Optional.empty();
    } catch (PipelinesException exception) {
      return Optional.of("uploading the task's log: " + exception.getMessage());
    }
  }

  /** Ends following; what is under way is done first. */
  @Override
  public void close() {
    over.countDown();
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    long uploaded = 0;
    Duration pause = FIRST;
    while (!isOverWithin(pause)) {
      long length = log.toFile().length();
      if (length > uploaded) {
        long started = System.nanoTime();
        uploaded = upload(length) ? length : uploaded;
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        pause = max(FIRST, taken.multipliedBy(SHARE - 1L));
      }
    }
  }

  // Whoever looks sees the state before; it is tried again soon.
  private boolean upload(long length) {
    try {
      buckets.writeBeginning(location, log, length);
      return true;
    } catch (PipelinesException _) {
      return false;
    }
  }

  private boolean isOverWithin(Duration pause) {
    try {
      return over.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
