package io.pitwheel.engine.situation;

import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.TaskReference;

/** Where the outputs of an attempt belong. */
public final class ArtifactLocations {
  private static final String SYSTEM_LOG = "driver-logs";
  private static final String LARGE_INPUTS = "large-inputs";

  private ArtifactLocations() {}

  /**
   * {@code <root>/<pipeline>/<run>/<task path>/<attempt>}, where each loop of the path is followed
   * by the iteration.
   */
  public static String of(String root, TaskGraph graph, TaskReference reference, int attempt) {
    return taskRoot(root, graph, reference) + "/" + attempt;
  }

  /** Where the system's lines about a task belong: beside the folders of its attempts. */
  public static String systemLog(String root, TaskGraph graph, TaskReference reference) {
    TaskNode node = graph.find(reference.path()).orElseThrow();
    return taskRoot(root, graph, reference) + "/" + beside(graph, node, SYSTEM_LOG);
  }

  /** Where an input belongs that is too large for a row: beside the folders of its attempts. */
  public static String largeInput(
      String root, TaskGraph graph, TaskReference reference, String name) {
    TaskNode node = graph.find(reference.path()).orElseThrow();
    return taskRoot(root, graph, reference) + "/" + beside(graph, node, LARGE_INPUTS) + "/" + name;
  }

  private static String beside(TaskGraph graph, TaskNode node, String folder) {
    return folder + (graph.childrenOf(node).containsKey(folder) ? ".system" : "");
  }

  private static String taskRoot(String root, TaskGraph graph, TaskReference reference) {
    var location =
        new StringBuilder(root)
            .append('/')
            .append(graph.specification().name())
            .append('/')
            .append(reference.runId());
    ScopePath path = ScopePath.ROOT;
    int loops = 0;
    for (String key : reference.path().keys()) {
      path = path.child(key);
      location.append('/').append(key);
      TaskNode node = graph.find(path).orElseThrow();
      if (node.isLoop() && loops < reference.iteration().indices().size()) {
        location.append('/').append(reference.iteration().indices().get(loops));
        loops++;
      }
    }
    return location.toString();
  }
}
