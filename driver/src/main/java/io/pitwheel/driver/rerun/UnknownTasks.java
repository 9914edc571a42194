package io.pitwheel.driver.rerun;

import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.task.IterationVector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tasks whose inputs are not known yet. */
record UnknownTasks(TaskGraph graph, EarlierRun earlier) {
  private static final String UNDECIDED = "; a condition decides then whether it runs";

  /**
   * The task, or every one inside it. Iterations of a loop inside are not known apart. What is to
   * run again whatever its inputs is open all the same where a condition decides on them.
   *
   * @param reason why nothing is known
   * @param mayBeSkipped whether a condition may skip the task
   */
  List<PlannedTask> inside(
      TaskNode node, IterationVector iteration, String reason, boolean mayBeSkipped) {
    if (!node.isDag()) {
      return List.of(leaf(node, iteration, reason, mayBeSkipped));
    }
    Set<String> skippable = skippableIn(node);
    var tasks = new ArrayList<PlannedTask>();
    graph
        .childrenOf(node)
        .forEach((key, child) ->
            tasks.addAll(
                inside(child, iteration, reason, mayBeSkipped || skippable.contains(key))));
    return tasks;
  }

  /** The tasks directly inside that a condition may skip, their own or that of another. */
  private Set<String> skippableIn(TaskNode around) {
    var skippable = new HashSet<String>();
    int before = -1;
    while (before < skippable.size()) {
      before = skippable.size();
      graph
          .childrenOf(around)
          .forEach((key, child) -> {
            if (mayBeSkipped(child, skippable)) {
              skippable.add(key);
            }
          });
    }
    return skippable;
  }

  /**
   * Whether a condition that is not decided yet may skip a task.
   *
   * @param skippable keys of the tasks beside it of which that is so
   */
  static boolean mayBeSkipped(TaskNode node, Set<String> skippable) {
    boolean waitsForAnyEnd =
        node.requireTask().strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED;
    return !node.requireTask().condition().isEmpty()
        || (!waitsForAnyEnd
            && node.requireTask().dependencies().stream().anyMatch(skippable::contains));
  }

  private PlannedTask leaf(
      TaskNode node, IterationVector iteration, String reason, boolean mayBeSkipped) {
    if (earlier.find(node.path(), iteration) instanceof RunAgain again && again.isAskedFor()) {
      return mayBeSkipped
          ? new PlannedTask(node.path(), iteration, Verdict.OPEN, again.reason() + UNDECIDED)
          : new PlannedTask(node.path(), iteration, Verdict.AGAIN, again.reason());
    }
    return new PlannedTask(node.path(), iteration, Verdict.OPEN, reason);
  }
}
