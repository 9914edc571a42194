package io.pitwheel.engine.argo.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.IterationVector;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DriverKeyTest {
  @Property
  void readsWhatItWrites(
      @ForAll @IntRange(min = 1, max = 100_000) int index,
      @ForAll @Size(max = 4) List<@IntRange(max = 999_999_999) Integer> indices) {
    var key = new DriverKey(index, new IterationVector(indices));

    assertThat(DriverKey.parse(key.text())).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "01", "4.", ".4", "4..1", "4.-1", "4.01", "a", "4 ", "12345678901"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> DriverKey.parse(text))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("expected: a task index and iterations such as 9.17.3");
  }
}
