package io.pitwheel.store.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The same message is told once in ten seconds. */
class RepetitionsTest {
  private final AtomicLong clock = new AtomicLong();
  private final Repetitions repetitions = new Repetitions(clock::get);

  @Test
  void countsWhatItDoesNotTellAlsoWhereOthersComeInBetween() {
    assertThat(repetitions.tell("away")).isEqualTo(OptionalInt.of(0));
    assertThat(repetitions.tell("starting")).isEqualTo(OptionalInt.of(0));
    pass(Duration.ofSeconds(9));
    assertThat(repetitions.tell("away")).isEmpty();
    assertThat(repetitions.tell("starting")).isEmpty();
    assertThat(repetitions.tell("away")).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(repetitions.tell("away")).isEqualTo(OptionalInt.of(2));
    assertThat(repetitions.tell("starting")).isEqualTo(OptionalInt.of(1));
    assertThat(repetitions.tell("away")).isEmpty();
  }

  @Test
  void forgetsTheOldestOfMany() {
    assertThat(repetitions.tell("first")).isPresent();
    for (int i = 0; i < 64; i++) {
      assertThat(repetitions.tell("other " + i)).isPresent();
    }
    assertThat(repetitions.tell("first")).isPresent();
    assertThat(repetitions.tell("other 63")).isEmpty();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
