package io.pitwheel.store.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For how long a large number is believed. */
class AbundanceTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Abundance abundance = new Abundance(now::get);

  @Test
  void isBelievedForItsLifetimeAndNoLonger() {
    abundance.found("many");

    now.addAndGet(Abundance.LIFETIME.toNanos() - 1);
    assertThat(abundance.is("many")).isTrue();
    assertThat(abundance.is("others")).isFalse();

    now.incrementAndGet();
    assertThat(abundance.is("many")).isFalse();
  }

  @Test
  void isForgottenWhenMuchChangesAtOnce() {
    abundance.found("many");

    abundance.forget();

    assertThat(abundance.is("many")).isFalse();
  }

  @Test
  void isRememberedOfTheLastThousandQuestions() {
    IntStream.rangeClosed(0, 1_000).forEach(abundance::found);

    assertThat(abundance.is(0)).isFalse();
    assertThat(abundance.is(1)).isTrue();
    assertThat(abundance.is(1_000)).isTrue();
  }
}
