package io.pitwheel.driver.condition;

import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.value.ShownText;
import java.util.List;
import java.util.stream.Stream;

/** Reads the conditions of a pipeline before it runs. Nothing is evaluated. */
public final class ConditionCheck {
  private ConditionCheck() {}

  /**
   * One sentence for each task whose condition cannot be read, with its place in the document. Such
   * a pipeline may run all the same: only that task fails, and only when its turn comes.
   */
  public static List<String> warnings(TaskGraph graph) {
    var expressions = new Expressions();
    return graph.nodes().stream()
        .filter(node -> !node.equals(graph.root()))
        .flatMap(node -> warning(node, expressions))
        .toList();
  }

  private static Stream<String> warning(TaskNode node, Expressions expressions) {
    String condition = node.requireTask().condition();
    return condition.isEmpty()
        ? Stream.empty()
        : expressions
            .problemOf(condition)
            .map(problem ->
                "%s.triggerPolicy.condition: the condition %s cannot be read: %s; the task will fail"
                    .formatted(
                        node.path().documentPath(),
                        ShownText.cut(condition),
                        ShownText.cut(problem)))
            .stream();
  }
}
