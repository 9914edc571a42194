package io.pitwheel.rerun;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskPlace;
import java.util.List;

/** Which iterations a run had, as its loops say. */
final class EarlierIterations {
  private final String runId;
  private final List<Task> rows;

  /**
   * @param rows every task of the run
   */
  EarlierIterations(String runId, List<Task> rows) {
    this.runId = runId;
    this.rows = rows;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT when a loop around or at the place had no such
   *     iteration, with how many it had
   */
  void require(TaskPlace place) {
    List<Integer> indices = place.iteration().indices();
    int depth = 0;
    for (int length = 1; length <= place.path().keys().size() && depth < indices.size(); length++) {
      var around = new ScopePath(place.path().keys().subList(0, length));
      IterationVector outer = place.iteration().prefix(depth);
      int iterations = iterationsOf(around, outer);
      if (iterations > 0) {
        requireBelow(place, new TaskPlace(around, outer), iterations);
        depth++;
      }
    }
    if (depth < indices.size()) {
      throw PipelinesException.invalid(
          "from",
          "finding the task to start again from: the loops around %s had no iterations in run %s (expected: a place without indices)"
              .formatted(place.text(), runId));
    }
  }

  private void requireBelow(TaskPlace place, TaskPlace loop, int iterations) {
    int index = place.iteration().indices().get(loop.iteration().indices().size());
    if (index >= iterations) {
      throw PipelinesException.invalid(
          "from",
          "finding the task to start again from: %s, but %s had %d iterations in run %s (expected: 0 to %d)"
              .formatted(place.text(), loop.text(), iterations, runId, iterations - 1));
    }
  }

  private int iterationsOf(ScopePath path, IterationVector iteration) {
    return rows.stream()
        .filter(task -> task.reference().path().equals(path))
        .filter(task -> task.reference().iteration().equals(iteration))
        .mapToInt(Task::iterationCount)
        .findFirst()
        .orElse(0);
  }
}
