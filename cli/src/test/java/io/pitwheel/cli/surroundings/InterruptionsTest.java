package io.pitwheel.cli.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class InterruptionsTest {
  private final ArrayList<String> done = new ArrayList<>();
  private final Interruptions interruptions = new Interruptions();

  @Test
  void callsTheActionOfTheMoment() {
    interruptions.onFirst(() -> done.add("first"));
    interruptions.onFirst(() -> done.add("second"));

    interruptions.happen();

    assertThat(done).containsExactly("second");
    assertThat(interruptions.hasHappened()).isTrue();
  }

  @Test
  void callsAnActionThatComesTooLateAtOnce() {
    interruptions.happen();

    interruptions.onFirst(() -> done.add("late"));

    assertThat(done).containsExactly("late");
  }
}
