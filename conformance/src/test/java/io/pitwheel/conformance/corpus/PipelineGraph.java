package io.pitwheel.conformance.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The tasks of a compiled pipeline, as far as needed to match records with results. */
final class PipelineGraph {
  private final Map<?, ?> components;
  private final Map<Leaf, List<String>> paths = new HashMap<>();

  private PipelineGraph(Map<?, ?> components) {
    this.components = components;
  }

  private record Leaf(List<String> loops, String component) {}

  /** Reads the document that has a root; platform settings are another document. */
  static PipelineGraph read(String text) {
    for (Object document : new Yaml().loadAll(text)) {
      if (document instanceof Map<?, ?> specification && specification.containsKey("root")) {
        var graph = new PipelineGraph(mapAt(specification, "components"));
        graph.walk(mapAt(mapAt(specification, "root"), "dag"), "", List.of());
        return graph;
      }
    }
    throw new IllegalArgumentException("a pipeline without root");
  }

  /** Paths of the leaf tasks that a recorded place may mean. */
  List<String> pathsOf(TaskPlace place) {
    return paths.getOrDefault(new Leaf(place.loops(), place.component()), List.of());
  }

  private void walk(Map<?, ?> dag, String prefix, List<String> loops) {
    mapAt(dag, "tasks")
        .forEach((key, task) -> visit(prefix + key, String.valueOf(key), (Map<?, ?>) task, loops));
  }

  private void visit(String path, String key, Map<?, ?> task, List<String> loops) {
    boolean isGraph = componentOf(task).containsKey("dag");
    List<String> inner = new ArrayList<>(loops);
    boolean isLoop = task.containsKey("parameterIterator") || task.containsKey("artifactIterator");
    if (isLoop && isGraph) {
      inner.add(key);
    }
    if (isGraph) {
      walk(mapAt(componentOf(task), "dag"), path + "/", inner);
    } else {
      String component = nameOf(task).replaceFirst("^comp-", "");
      paths.computeIfAbsent(new Leaf(inner, component), _ -> new ArrayList<>()).add(path);
    }
  }

  private Map<?, ?> componentOf(Map<?, ?> task) {
    return mapAt(components, nameOf(task));
  }

  private static String nameOf(Map<?, ?> task) {
    return String.valueOf(mapAt(task, "componentRef").get("name"));
  }

  private static Map<?, ?> mapAt(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> child ? child : Map.of();
  }
}
