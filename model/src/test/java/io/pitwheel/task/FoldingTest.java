package io.pitwheel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FoldingTest {
  @Property
  void theOrderInWhichTasksEndDoesNotMatter(
      @ForAll("ends") List<TaskState> ends, @ForAll Random random) {
    List<TaskState> shuffled = new ArrayList<>(ends);
    Collections.shuffle(shuffled, random);

    assertThat(countersAfter(shuffled)).isEqualTo(countersAfter(ends));
  }

  @Property
  void everyEndedTaskIsCountedOnceAndByItsEnd(@ForAll("ends") List<TaskState> ends) {
    TaskCounters counters = countersAfter(ends);

    assertThat(counters)
        .isEqualTo(
            new TaskCounters(
                ends.size(),
                Collections.frequency(ends, TaskState.SUCCEEDED),
                Collections.frequency(ends, TaskState.CACHED),
                Collections.frequency(ends, TaskState.SKIPPED),
                Collections.frequency(ends, TaskState.FAILED)));
    assertThat(counters.ended()).isEqualTo(ends.size());
  }

  @Property
  void aGraphFailsExactlyWhenATaskOfItFailed(@ForAll("ends") List<TaskState> ends) {
    TaskState state = Folding.terminalState(countersAfter(ends));

    assertThat(state == TaskState.FAILED).isEqualTo(ends.contains(TaskState.FAILED));
    assertThat(state.isTerminal()).isTrue();
  }

  @Property
  void aGraphIsWhatAllItsTasksAre(@ForAll("ends") List<TaskState> ends) {
    List<TaskState> different = ends.stream().distinct().toList();
    TaskState expected =
        different.size() == 1
            ? different.getFirst()
            : different.contains(TaskState.FAILED) ? TaskState.FAILED : TaskState.SUCCEEDED;

    assertThat(Folding.terminalState(countersAfter(ends))).isEqualTo(expected);
  }

  @Property
  void aGraphIsCompleteWithItsLastTaskAndNotBefore(@ForAll("ends") List<TaskState> ends) {
    TaskCounters counters = TaskCounters.expecting(ends.size());
    for (TaskState end : ends) {
      assertThat(counters.isComplete()).isFalse();
      counters = Folding.childEnded(counters, end);
    }

    assertThat(counters.isComplete()).isTrue();
  }

  // Named, because chance may leave out the one mixture that tells a wrong rule from the right one.
  @Test
  void aGraphIsCachedOrSkippedOnlyWhenAllItsTasksAre() {
    assertThat(stateAfter(TaskState.CACHED, TaskState.CACHED)).isEqualTo(TaskState.CACHED);
    assertThat(stateAfter(TaskState.SKIPPED, TaskState.SKIPPED)).isEqualTo(TaskState.SKIPPED);
    assertThat(stateAfter(TaskState.CACHED, TaskState.SKIPPED)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(stateAfter(TaskState.SUCCEEDED, TaskState.CACHED)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(stateAfter(TaskState.SUCCEEDED, TaskState.SKIPPED)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(stateAfter(TaskState.CACHED, TaskState.FAILED)).isEqualTo(TaskState.FAILED);
    assertThat(stateAfter(TaskState.FAILED)).isEqualTo(TaskState.FAILED);
  }

  @Test
  void aGraphWithoutTasksSucceeds() {
    assertThat(Folding.terminalState(TaskCounters.expecting(0))).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void refusesToFoldWhatHasNotEnded() {
    TaskCounters open = TaskCounters.expecting(1);

    assertThatThrownBy(() -> Folding.terminalState(open))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(open.toString());
    assertThatThrownBy(() -> Folding.childEnded(open, TaskState.RUNNING))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RUNNING");
    assertThatThrownBy(() -> Folding.childEnded(open, TaskState.UNSPECIFIED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNSPECIFIED");
  }

  @Provide
  Arbitrary<List<TaskState>> ends() {
    return Arbitraries.of(
            TaskState.SUCCEEDED, TaskState.CACHED, TaskState.SKIPPED, TaskState.FAILED)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static TaskState stateAfter(TaskState... ends) {
    return Folding.terminalState(countersAfter(List.of(ends)));
  }

  private static TaskCounters countersAfter(List<TaskState> ends) {
    TaskCounters counters = TaskCounters.expecting(ends.size());
    for (TaskState end : ends) {
      counters = Folding.childEnded(counters, end);
    }
    return counters;
  }
}
