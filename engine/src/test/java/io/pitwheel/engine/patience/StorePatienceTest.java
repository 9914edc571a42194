package io.pitwheel.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLead;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StorePatienceTest {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final StorePatience patience = new StorePatience(closed);
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void triesAgainWhenAStoreIsAway() {
    String answer =
        patience.insist(() -> {
          if (calls.incrementAndGet() < 2) {
            throw new PipelinesException(ErrorCode.UNAVAILABLE, "the store of this test");
          }
          return "there";
        });

    assertThat(answer).isEqualTo("there");
    assertThat(calls).hasValue(2);
  }

  @Test
  void triesOnceWhenThatHelpsNothing() {
    assertThrowsAtOnce(new PipelinesException(ErrorCode.FAILED_PRECONDITION, "too late"));
    assertThrowsAtOnce(new RunLead("run", 1).lost(2));
  }

  @Test
  void waitsForNothingOnceItIsClosed() {
    closed.countDown();

    assertThatThrownBy(() ->
            patience.insist(() -> {
              calls.incrementAndGet();
              throw new PipelinesException(ErrorCode.UNAVAILABLE, "the store of this test");
            }))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            left -> {
              assertThat(left.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(left).hasMessage("the store of this test");
              assertThat(StorePatience.isLeft(left)).isTrue();
            });
    assertThat(calls).hasValue(1);
  }

  private void assertThrowsAtOnce(PipelinesException exception) {
    calls.set(0);
    Supplier<String> call =
        () -> {
          calls.incrementAndGet();
          throw exception;
        };

    assertThatThrownBy(() -> patience.insist(call)).isSameAs(exception);
    assertThat(StorePatience.isLeft(exception)).isFalse();
    assertThat(calls).hasValue(1);
  }
}
