package io.pitwheel.engine.argo.workflow;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.IterationVector;
import io.pitwheel.value.ShownText;
import java.util.regex.Pattern;

/**
 * Names one task of a run in its Workflow: what a driver node asks about and what a pod is told it
 * is. Short, since Argo keeps it in every node.
 *
 * @param taskIndex the task's number in the graph, from 1
 * @param iteration one index for each loop around the task
 */
public record DriverKey(int taskIndex, IterationVector iteration) {
  /** Numbers that fit in nine digits: far beyond {@code TaskGraph.MAX_TASKS} and every loop. */
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,8}(\\.(0|[1-9][0-9]{0,8}))*");

  public DriverKey {
    if (taskIndex < 1) {
      throw new IllegalArgumentException("task index: " + taskIndex + " (expected: from 1)");
    }
  }

  /** The index, then the indices of the iteration, joined by dots: {@code 4}, {@code 9.17.3}. */
  public String text() {
    return iteration.indices().isEmpty() ? prefix() : prefix() + "." + iteration.text();
  }

  /**
   * The inverse of {@link #text}.
   *
   * @throws PipelinesException INVALID_ARGUMENT for any other text
   */
  public static DriverKey parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the key of a task: \"%s\" (expected: a task index and iterations such as 9.17.3)"
              .formatted(ShownText.cut(text)));
    }
    int dot = text.indexOf('.');
    return dot < 0
        ? new DriverKey(Integer.parseInt(text), IterationVector.NONE)
        : new DriverKey(
            Integer.parseInt(text.substring(0, dot)),
            IterationVector.parse(text.substring(dot + 1)));
  }

  private String prefix() {
    return Integer.toString(taskIndex);
  }
}
