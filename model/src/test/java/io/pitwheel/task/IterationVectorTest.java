package io.pitwheel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IterationVectorTest {
  @Property(tries = 200)
  void readsBackWhatItWrote(@ForAll @Size(max = 5) List<@IntRange(max = 99_999) Integer> indices) {
    var vector = new IterationVector(indices);

    assertThat(IterationVector.parse(vector.text())).isEqualTo(vector);
    assertThat(vector.inside(7).last()).isEqualTo(7);
    assertThat(vector.inside(7).prefix(indices.size())).isEqualTo(vector);
    assertThat(vector).isLessThan(vector.inside(0));
  }

  @Test
  void comparesNumbersAndNotDigits() {
    assertThat(IterationVector.parse("2")).isLessThan(IterationVector.parse("10"));
    assertThat(IterationVector.parse("1.10")).isGreaterThan(IterationVector.parse("1.9.5"));
    assertThat(IterationVector.parse("3")).isEqualByComparingTo(IterationVector.parse("3"));
    assertThat(IterationVector.NONE.text()).isEmpty();
  }
}
