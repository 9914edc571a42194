package io.pitwheel.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPositionsTest {
  @Test
  void goOnWhereTheirTextSaysWhateverTheOrderOfTheRuns() {
    var positions = new ListPositions(List.of("b", "a", "b"), "");
    positions.advance("a", 4);
    positions.advance("b", 17);

    var again = new ListPositions(List.of("a", "b"), positions.toString());

    assertThat(positions).hasToString("4.17");
    assertThat(again.of("a")).isEqualTo(4);
    assertThat(again.of("b")).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.2.3", "1.x", "1.", "-1.2", "1.9999999999999999999"})
  void refuseATextOfAnotherList(String after) {
    assertThatThrownBy(() -> new ListPositions(List.of("a", "b"), after))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining(after)
        .hasMessageContaining("the same 2 runs");
  }

  @Test
  void areOfAtLeastOneRunAndNotOfTooMany() {
    var many =
        IntStream.rangeClosed(0, ListPositions.MAX_RUNS)
            .mapToObj(number -> "run " + number)
            .toList();

    assertThatThrownBy(() -> new ListPositions(List.of(), ""))
        .hasMessageContaining("0 runs (expected: 1 to 100");
    assertThatThrownBy(() -> new ListPositions(many, "")).hasMessageContaining("101 runs");
  }
}
