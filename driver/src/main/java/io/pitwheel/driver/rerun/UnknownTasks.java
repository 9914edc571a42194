package io.pitwheel.driver.rerun;

import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import java.util.ArrayList;
import java.util.List;

/** Tasks whose inputs are not known yet. */
record UnknownTasks(TaskGraph graph, EarlierRun earlier) {
  private static final String UNDECIDED = "; a condition decides then whether it runs";

  /**
   * The task, or every one inside it. Iterations of a loop inside are not known apart. What is to
   * run again whatever its inputs is open all the same where a condition decides on them.
   *
   * @param reason why nothing is known
   */
  List<PlannedTask> inside(TaskNode node, IterationVector iteration, String reason) {
    return inside(node, iteration, reason, false);
  }

  private List<PlannedTask> inside(
      TaskNode node, IterationVector iteration, String reason, boolean isConditionAround) {
    boolean isConditional = isConditionAround || !node.requireTask().condition().isEmpty();
    if (!node.isDag()) {
      return List.of(leaf(node, iteration, reason, isConditional));
    }
    var tasks = new ArrayList<PlannedTask>();
    graph
        .childrenOf(node)
        .values()
        .forEach(child -> tasks.addAll(inside(child, iteration, reason, isConditional)));
    return tasks;
  }

  private PlannedTask leaf(
      TaskNode node, IterationVector iteration, String reason, boolean isConditional) {
    if (earlier.find(node.path(), iteration) instanceof RunAgain again && again.isAskedFor()) {
      return isConditional
          ? new PlannedTask(node.path(), iteration, Verdict.OPEN, again.reason() + UNDECIDED)
          : new PlannedTask(node.path(), iteration, Verdict.AGAIN, again.reason());
    }
    return new PlannedTask(node.path(), iteration, Verdict.OPEN, reason);
  }
}
