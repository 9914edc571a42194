package io.pitwheel.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import java.time.Instant;
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
  void rememberWhatWasFoundAndWhenItWasLooked() {
    Instant opened = Instant.ofEpochSecond(1_000);
    var positions = new ListPositions(List.of("b", "a"), "", opened);
    positions.add("new");
    positions.advance("new", 3);
    positions.advance("b", 2);
    positions.lookedAt(opened.plusSeconds(5));

    var again = new ListPositions(List.of("a", "b"), positions.toString(), opened.plusSeconds(60));

    assertThat(positions).hasToString("0.2~1005~new:3");
    assertThat(again).hasToString("0.2~1005~new:3");
    assertThat(again.found()).containsExactly("new");
    assertThat(new ListPositions(List.of(), "~1005~new:3", opened)).hasToString("~1005~new:3");
    assertThatThrownBy(() -> new ListPositions(List.of("a", "b"), positions.toString()))
        .isInstanceOf(PipelinesException.class);
  }

  @Test
  void keepTheNewestOfWhatWasFound() {
    var positions = new ListPositions(List.of(), "", Instant.EPOCH);
    for (int number = 0; number < ListPositions.MAX_RUNS; number++) {
      assertThat(positions.add("run " + number)).isEmpty();
    }

    assertThat(positions.add("run " + ListPositions.MAX_RUNS)).hasValue("run 0");

    assertThat(positions.hasLeft("run 0")).isTrue();
    assertThat(positions.hasLeft("run 1")).isFalse();
    assertThat(positions.found()).hasSize(ListPositions.MAX_RUNS).doesNotContain("run 0");
    positions.drop("run 1");
    assertThat(positions.all()).hasSize(ListPositions.MAX_RUNS - 1).doesNotContain("run 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "1.2~", "1.2~x", "1~5", "1.2~5~run", "1.2~5~run:x", "1.2~5~:1"})
  void refuseATextOfAListThatDoesNotGrowSo(String after) {
    assertThatThrownBy(() -> new ListPositions(List.of("a", "b"), after, Instant.EPOCH))
        .isInstanceOf(PipelinesException.class)
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
