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
  /**
   * The task, or every one inside it. Iterations of a loop inside are not known apart.
   *
   * @param reason why nothing is known
   */
  List<PlannedTask> inside(TaskNode node, IterationVector iteration, String reason) {
    if (!node.isDag()) {
      return List.of(leaf(node, iteration, reason));
    }
    var tasks = new ArrayList<PlannedTask>();
    graph
        .childrenOf(node)
        .values()
        .forEach(child -> tasks.addAll(inside(child, iteration, reason)));
    return tasks;
  }

  private PlannedTask leaf(TaskNode node, IterationVector iteration, String reason) {
    return earlier.find(node.path(), iteration) instanceof RunAgain again && again.isAskedFor()
        ? new PlannedTask(node.path(), iteration, Verdict.AGAIN, again.reason())
        : new PlannedTask(node.path(), iteration, Verdict.OPEN, reason);
  }
}
