package io.pitwheel.task;

import io.pitwheel.run.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded call led to. A repeated call tells it again, for a caller who did not hear the
 * first answer: the ended graphs around its tasks, whoever ended them.
 *
 * @param imports rows of the importers of the call, with the artifacts that stand
 * @param endedGraphs rows of graphs that the fold ended, innermost first, with their outputs
 * @param runState the terminal state of the run when the fold reached the root, else null
 */
public record RecordedChanges(
    List<Task> imports, List<Task> endedGraphs, @Nullable RunState runState) {
  public RecordedChanges {
    imports = List.copyOf(imports);
    endedGraphs = List.copyOf(endedGraphs);
  }
}
