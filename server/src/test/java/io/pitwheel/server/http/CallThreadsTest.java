package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The most calls that are at work. */
class CallThreadsTest {
  private static final int MOST = 4_096;

  @Test
  void letFurtherCallsWaitForOneOfThoseAtWork() throws InterruptedException {
    var begun = new CountDownLatch(MOST);
    var mayEnd = new CountDownLatch(1);
    var furtherDone = new CountDownLatch(1);
    var threads = CallThreads.start();
    for (int call = 0; call < MOST; call++) {
      threads.execute(() -> {
        begun.countDown();
        awaitQuietly(mayEnd);
      });
    }
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

    threads.execute(furtherDone::countDown);

    assertThat(threads.getActiveCount()).isEqualTo(MOST);
    assertThat(threads.getQueue()).hasSize(1);
    mayEnd.countDown();
    assertThat(furtherDone.await(1, TimeUnit.MINUTES)).isTrue();
    threads.shutdown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }
}
