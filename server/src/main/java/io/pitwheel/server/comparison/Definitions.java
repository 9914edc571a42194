package io.pitwheel.server.comparison;

import io.pitwheel.api.v1.DefinitionDifference;
import io.pitwheel.driver.rerun.DefinitionComparison;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tasks of two pipelines by their paths. */
final class Definitions {
  private static final String ROOT = "";

  private Definitions() {}

  /** By path; the pipeline itself has none. */
  static List<DefinitionDifference> differences(TaskGraph first, TaskGraph second) {
    if (first.equals(second)) {
      return List.of();
    }
    var paths = new TreeMap<String, ScopePath>();
    Map<ScopePath, TaskNode> others = new HashMap<>();
    first.nodes().forEach(node -> paths.put(nameOf(node), node.path()));
    second
        .nodes()
        .forEach(node -> {
          paths.put(nameOf(node), node.path());
          others.put(node.path(), node);
        });
    var differences = new ArrayList<DefinitionDifference>();
    for (var entry : paths.entrySet()) {
      TaskNode node = first.find(entry.getValue()).orElse(null);
      TaskNode other = others.get(entry.getValue());
      if (node == null) {
        differences.add(difference(entry.getKey(), "added", ""));
      } else if (other == null) {
        differences.add(difference(entry.getKey(), "removed", ""));
      } else {
        List<String> details = DefinitionComparison.between(node, other);
        if (!details.isEmpty()) {
          differences.add(difference(entry.getKey(), "changed", String.join("; ", details)));
        }
      }
    }
    return differences;
  }

  private static String nameOf(TaskNode node) {
    return node.isRoot() ? ROOT : node.path().slashed();
  }

  private static DefinitionDifference difference(String path, String change, String detail) {
    return DefinitionDifference.newBuilder()
        .setPath(path)
        .setChange(change)
        .setDetail(detail)
        .build();
  }
}
