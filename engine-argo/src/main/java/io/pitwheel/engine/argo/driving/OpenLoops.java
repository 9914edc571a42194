package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.progress.LoopProgress;
import io.pitwheel.engine.progress.RunProgress;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loops that have iterations left to open. The Workflow says which is next, so an iteration opens
 * when one of its tasks is asked for: ten thousand do not stand in memory before their turn.
 */
final class OpenLoops {
  private final TaskGraph graph;
  private final RunProgress progress;
  private final Map<DriverKey, LoopProgress> open = new HashMap<>();

  OpenLoops(TaskGraph graph, RunProgress progress) {
    this.graph = graph;
    this.progress = progress;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /**
   * A loop whose turn has come.
   *
   * @param waiting keys that were asked for before
   */
  void add(LoopProgress loop, Collection<DriverKey> waiting) {
    if (isNeverAskedFor(loop.node())) {
      progress.openNextIteration(loop);
      return;
    }
    var key = new DriverKey(loop.node().index(), loop.iteration());
    open.put(key, loop);
    List.copyOf(waiting).forEach(this::openFor);
  }

  /** Opens the iterations around a task, as far as their loops have begun. */
  void openFor(DriverKey key) {
    if (open.isEmpty()) {
      return;
    }
    for (TaskNode around : graph.graphsAround(graph.node(key.taskIndex()))) {
      var loopKey = new DriverKey(around.index(), key.iteration().prefix(around.loopDepth()));
      LoopProgress found = open.get(loopKey);
      if (found != null) {
        progress.openIteration(found, key.iteration().indices().get(around.loopDepth()));
        if (found.isFullyOpened()) {
          open.remove(loopKey);
        }
      }
    }
  }

  /** Whether there is nothing inside but graphs, for which no Workflow asks. */
  private boolean isNeverAskedFor(TaskNode dag) {
    return graph.childrenOf(dag).values().stream()
        .allMatch(child -> child.isDag() && !child.isLoop() && isNeverAskedFor(child));
  }
}
