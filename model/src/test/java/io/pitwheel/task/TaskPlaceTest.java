package io.pitwheel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPlaceTest {
  private static TaskPlace place(String text) {
    return TaskPlace.parse("from", text);
  }

  private static TaskReference task(String path, int... indices) {
    TaskPlace place = place(path);
    var iteration = IterationVector.NONE;
    for (int index : indices) {
      iteration = iteration.inside(index);
    }
    return new TaskReference("run", place.path(), iteration);
  }

  @Property(tries = 100)
  void readsBackWhatItWrote(@ForAll @Size(max = 4) List<@IntRange(max = 99_999) Integer> indices) {
    var written =
        new TaskPlace(new ScopePath(List.of("for-loop-1", "train")), new IterationVector(indices));

    assertThat(place(written.text())).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a//b",
        "a[",
        "a[]",
        "a]",
        "[0]",
        "a[0",
        "a[0]b",
        "a[-1]",
        "a[0,]",
        "a[x]",
        "a[0][1]",
        "a[1234567890]",
        "a]b[0]"
      })
  void refusesWhatIsNoPlace(String text) {
    assertThatThrownBy(() -> place(text))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("reading the path of a task: \"" + text + "\"");
  }

  @Test
  void takesASlashAtTheEnd() {
    assertThat(place("loop/train/[1]")).isEqualTo(place("loop/train[1]"));
  }

  @Test
  void takesAnyLength() {
    assertThat(place("a/".repeat(100_000) + "a").path().keys()).hasSize(100_001);
  }

  @Test
  void isPlaceOfEveryIterationThatBeginsSo() {
    assertThat(place("loop/train[1]").isPlaceOf(task("loop/train", 1, 2))).isTrue();
    assertThat(place("loop/train[1]").isPlaceOf(task("loop/train", 2, 1))).isFalse();
    assertThat(place("loop/train").isPlaceOf(task("loop/train", 2, 1))).isTrue();
    assertThat(place("loop").isPlaceOf(task("loop/train", 1))).isFalse();
  }
}
