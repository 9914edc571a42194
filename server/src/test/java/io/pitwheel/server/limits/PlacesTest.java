package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pitwheel.server.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlacesTest {
  private final Places places = new Places("testing", 8, Setting.LIMITS_UPLOADS);

  @Test
  void letsNoMoreThanTwoWorkAtOnce() throws InterruptedException, ExecutionException {
    var atWork = new AtomicInteger();
    var bothAtWork = new CountDownLatch(2);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> seen = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        seen.add(threads.submit(() -> places.inTurn(() -> work(atWork, bothAtWork))));
      }
      for (Future<Integer> each : seen) {
        assertThat(each.get()).isBetween(1, 2);
      }
    }
  }

  @Test
  void givesATurnBackAfterAnError() {
    for (int i = 0; i < 4; i++) {
      assertThat(catchThrowable(() -> places.inTurn(this::fail))).hasMessage("no");
    }
    assertThat(places.inTurn(() -> "done")).isEqualTo("done");
  }

  private String fail() {
    throw new IllegalStateException("no");
  }

  /** The first two meet, so that it is seen that two may work. */
  private static int work(AtomicInteger atWork, CountDownLatch bothAtWork) {
    int together = atWork.incrementAndGet();
    bothAtWork.countDown();
    try {
      bothAtWork.await();
    } catch (InterruptedException exception) {
      throw new IllegalStateException(exception);
    }
    atWork.decrementAndGet();
    return together;
  }
}
