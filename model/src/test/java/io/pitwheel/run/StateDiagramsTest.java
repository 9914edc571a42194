package io.pitwheel.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTransitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Holds the diagrams in docs against the transition tables. {@code -Dpitwheel.rewrite=true} writes
 * them anew.
 */
final class StateDiagramsTest {
  private static final Path DIAGRAMS = Path.of("..", "docs", "diagrams");

  @Test
  void drawsTheStatesOfARunAsTheTableHasThem() throws IOException {
    compare(
        "run-states.md",
        diagram(
            "States of a run",
            "`RunTransitions`",
            RunState.PENDING,
            List.of(RunState.values()),
            RunTransitions::allowedFrom));
  }

  @Test
  void drawsTheStatesOfATaskAsTheTableHasThem() throws IOException {
    compare(
        "task-states.md",
        diagram(
            "States of a task",
            "`TaskTransitions`",
            TaskState.UNSPECIFIED,
            List.of(TaskState.values()),
            TaskTransitions::allowedFrom));
  }

  @Test
  void letsNothingLeaveATerminalStateButByARetry() {
    assertThat(RunState.values())
        .filteredOn(state -> state.isTerminal() && state != RunState.FAILED)
        .allSatisfy(state -> assertThat(RunTransitions.allowedFrom(state)).isEmpty());
    assertThat(RunTransitions.allowedFrom(RunState.FAILED)).containsExactly(RunState.PENDING);
    assertThat(TaskTransitions.allowedFrom(TaskState.SUCCEEDED)).isEmpty();
    assertThat(TaskTransitions.allowedFrom(TaskState.CACHED)).isEmpty();
    assertThat(TaskTransitions.allowedFrom(TaskState.FAILED))
        .containsExactly(TaskState.UNSPECIFIED, TaskState.RUNNING);
    assertThat(TaskTransitions.allowedFrom(TaskState.SKIPPED))
        .containsExactly(TaskState.UNSPECIFIED);
  }

  @Test
  void leadsFromTheFirstStateToEveryStateThatIsEverWritten() {
    assertThat(reachable(RunState.PENDING, RunTransitions::allowedFrom))
        .containsExactlyInAnyOrderElementsOf(
            allBut(RunState.values(), state -> state == RunState.CANCELED));
    assertThat(reachable(TaskState.UNSPECIFIED, TaskTransitions::allowedFrom))
        .containsExactlyInAnyOrder(TaskState.values());
  }

  @Test
  void letsEveryStateThatIsNotTerminalEnd() {
    for (RunState state : allBut(RunState.values(), RunState::isTerminal)) {
      assertThat(reachable(state, RunTransitions::allowedFrom)).contains(RunState.FAILED);
    }
    for (TaskState state : allBut(TaskState.values(), TaskState::isTerminal)) {
      assertThat(reachable(state, TaskTransitions::allowedFrom)).contains(TaskState.FAILED);
    }
  }

  private static <S> List<S> allBut(S[] states, Predicate<S> left) {
    return Arrays.stream(states).filter(left.negate()).toList();
  }

  private static <S extends Enum<S>> Set<S> reachable(S from, Function<S, Set<S>> table) {
    var found = new TreeSet<S>(Set.of(from));
    boolean grows = true;
    while (grows) {
      var next = new TreeSet<S>(found);
      found.forEach(state -> next.addAll(table.apply(state)));
      grows = found.addAll(next);
    }
    return found;
  }

  private static boolean isTerminal(Object state) {
    return (state instanceof RunState run && run.isTerminal())
        || (state instanceof TaskState task && task.isTerminal());
  }

  private static <S extends Enum<S>> String diagram(
      String title, String table, S first, List<S> states, Function<S, Set<S>> allowedFrom) {
    var text = new StringBuilder("# " + title + "\n\n");
    text.append("Drawn from " + table + " by a test; change the table, not this file.\n\n");
    text.append("```mermaid\nstateDiagram-v2\n");
    text.append("    [*] --> ").append(first).append('\n');
    for (S from : states) {
      Set<S> allowed = new TreeSet<>(allowedFrom.apply(from));
      allowed.forEach(to -> text.append("    %s --> %s%n".formatted(from, to)));
      boolean isEverEntered =
          states.stream().anyMatch(state -> allowedFrom.apply(state).contains(from));
      boolean isTerminal = allowed.isEmpty() || isTerminal(from);
      if (isTerminal && isEverEntered) {
        text.append("    ").append(from).append(" --> [*]\n");
      }
    }
    return text.append("```\n").toString();
  }

  private static void compare(String file, String drawn) throws IOException {
    Path path = DIAGRAMS.resolve(file);
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      Files.createDirectories(DIAGRAMS);
      Files.writeString(path, drawn);
    }
    assertThat(path).as("drawn anew by -Dpitwheel.rewrite=true").content().isEqualTo(drawn);
  }
}
