package io.pitwheel.engine.argo.compiler;

import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a task of Argo's may begin, as its {@code depends} has it. Argo only keeps the order; that a
 * task is skipped although its turn has come is the driver's word.
 */
final class Order {
  private Order() {}

  /**
   * @param ends names of what must have ended, each once; a bare name means for Argo that it has
   *     succeeded or was skipped
   */
  static String after(Collection<String> ends, TriggerStrategy strategy) {
    boolean mustSucceed = strategy == TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED;
    return ends.stream()
        .map(name -> mustSucceed ? name : ended(name))
        .collect(Collectors.joining("&&"));
  }

  private static String ended(String name) {
    return Stream.of("Succeeded", "Skipped", "Failed", "Errored", "Omitted")
        .map(end -> name + "." + end)
        .collect(Collectors.joining("||", "(", ")"));
  }

  /** A task's name in Argo, where names that begin with a digit cannot be waited for. */
  static String nameOf(TaskNode node) {
    return "t" + node.index();
  }

  /** The name of the node that asks the driver about a task. */
  static String driverOf(TaskNode node) {
    return nameOf(node) + "d";
  }

  /** The driver's answer about a task. */
  static String answerAbout(TaskNode node) {
    return "{{tasks.%s.outputs.result}}".formatted(driverOf(node));
  }
}
