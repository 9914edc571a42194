package io.pitwheel.specification.reader.check;

import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Refuses a component that contains itself, and nesting and numbers that no engine could walk:
 * components reused within components multiply.
 */
final class ContainmentCheck {
  static final int MAX_DEPTH = 100;

  private final PipelineSpecification specification;
  private final LinkedHashSet<String> entered = new LinkedHashSet<>();
  private final Map<String, Integer> taskCounts = new HashMap<>();

  private ContainmentCheck(PipelineSpecification specification) {
    this.specification = specification;
  }

  static void check(PipelineSpecification specification) {
    var check = new ContainmentCheck(specification);
    int tasks = check.count(specification.root(), DocumentPath.TOP.field("root"));
    requireFew(tasks, DocumentPath.TOP.field("root"));
    DocumentPath components = DocumentPath.TOP.field("components");
    for (Component component : specification.components().values()) {
      if (component instanceof DagComponent graph) {
        check.count(graph, components.field(graph.name()));
      }
    }
  }

  /** Tasks inside the graph, those of inner graphs included. */
  private int count(DagComponent graph, DocumentPath path) {
    Integer known = taskCounts.get(graph.name());
    if (known != null && !path.equals(DocumentPath.TOP.field("root"))) {
      return known;
    }
    int count = 0;
    entered.add(graph.name());
    for (TaskSpecification task : graph.tasks().values()) {
      DocumentPath place = path.field("dag").field("tasks").field(task.key());
      count++;
      if (specification.componentOf(task) instanceof DagComponent inner) {
        requireEnterable(inner.name(), place.field("componentRef").field("name"));
        count += count(inner, DocumentPath.TOP.field("components").field(inner.name()));
      }
      requireFew(count, place);
    }
    entered.remove(graph.name());
    taskCounts.put(graph.name(), count);
    return count;
  }

  private void requireEnterable(String name, DocumentPath path) {
    if (entered.contains(name)) {
      String chain = String.join(" -> ", entered);
      String ring = chain.substring(chain.indexOf(name)) + " -> " + name;
      throw Refusal.of(path, "a component inside itself: " + ring, "components without a ring");
    }
    if (entered.size() >= MAX_DEPTH) {
      throw Refusal.of(path, "graphs nested more than " + MAX_DEPTH + " deep", "at most that many");
    }
  }

  private static void requireFew(int count, DocumentPath path) {
    if (count > TaskGraph.MAX_TASKS) {
      throw Refusal.of(
          path,
          "more than " + TaskGraph.MAX_TASKS + " tasks, those of inner graphs included",
          "at most that many");
    }
  }
}
