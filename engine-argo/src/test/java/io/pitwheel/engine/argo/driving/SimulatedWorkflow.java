package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.task.IterationVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Workflow and its controller, as far as order goes: it asks about a node when what the node
 * waits for has ended, omits what waits for a success that did not come, counts loops, and starts
 * pods again as their retry policy says. Graphs that are no loops are flattened, or have a template
 * of their own.
 */
final class SimulatedWorkflow {
  private final TaskGraph graph;
  private final boolean flattens;
  private final Dag root = new Dag();

  /** How far a node is. */
  enum Phase {
    WAITING,
    ASKING,
    RUNNING,
    SUCCEEDED,
    SKIPPED,
    FAILED,
    OMITTED;

    boolean isDone() {
      return compareTo(RUNNING) > 0;
    }

    boolean isGood() {
      return this == SUCCEEDED || this == SKIPPED;
    }
  }

  /** What must have ended before a node begins, and whether well. */
  private record Waits(Set<DriverKey> keys, boolean mustSucceed) {}

  /** A node of the Workflow with the nodes that only serve it: its driver, its retries. */
  static final class Node {
    private final TaskNode task;
    private final DriverKey key;
    private final Waits waits;
    private final List<Dag> inside = new ArrayList<>();
    private Phase phase = Phase.WAITING;
    private int pod;
    private boolean hasBegun;

    private Node(TaskNode task, DriverKey key, Waits waits) {
      this.task = task;
      this.key = key;
      this.waits = waits;
    }

    TaskNode task() {
      return task;
    }

    DriverKey key() {
      return key;
    }

    Phase phase() {
      return phase;
    }

    /** The pod that runs, from 1. */
    int pod() {
      return pod;
    }

    boolean hasBegun() {
      return hasBegun;
    }

    void begin() {
      hasBegun = true;
    }

    void nextPod() {
      pod++;
      hasBegun = false;
    }

    void end(Phase end) {
      phase = end;
    }

    private boolean isLeaf() {
      return task.component() instanceof ContainerComponent && !ClaimTasks.isOne(task);
    }
  }

  private static final class Dag {
    private final Map<DriverKey, Node> nodes = new LinkedHashMap<>();

    private boolean isDone() {
      return nodes.values().stream().allMatch(node -> node.phase.isDone());
    }

    private boolean isGood() {
      var waitedFor = new LinkedHashSet<DriverKey>();
      nodes.values().forEach(node -> waitedFor.addAll(node.waits.keys()));
      return nodes.values().stream()
          .filter(node -> !waitedFor.contains(node.key))
          .allMatch(node -> node.phase.isGood());
    }
  }

  SimulatedWorkflow(TaskGraph graph, boolean flattens) {
    this.graph = graph;
    this.flattens = flattens;
    add(root, graph.root(), IterationVector.NONE, new Waits(Set.of(), true));
  }

  private void add(Dag dag, TaskNode around, IterationVector vector, Waits before) {
    for (TaskNode child : graph.childrenOf(around).values()) {
      TaskSpecification task = child.requireTask();
      Waits waits =
          task.dependencies().isEmpty()
              ? before
              : new Waits(
                  endsOf(around, task.dependencies(), vector),
                  task.strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_SUCCEEDED);
      if (isFlattened(child)) {
        add(dag, child, vector, waits);
      } else {
        var key = new DriverKey(child.index(), vector);
        dag.nodes.put(key, new Node(child, key, waits));
      }
    }
  }

  private Set<DriverKey> endsOf(TaskNode dag, Collection<String> keys, IterationVector vector) {
    var ends = new LinkedHashSet<DriverKey>();
    for (String key : keys) {
      TaskNode node = graph.find(dag.path().child(key)).orElseThrow();
      if (isFlattened(node)) {
        ends.addAll(endsOf(node, lastOf(node), vector));
      } else {
        ends.add(new DriverKey(node.index(), vector));
      }
    }
    return ends;
  }

  private Set<String> lastOf(TaskNode dag) {
    var last = new TreeSet<>(graph.childrenOf(dag).keySet());
    graph
        .childrenOf(dag)
        .values()
        .forEach(child -> last.removeAll(child.requireTask().dependencies()));
    return last;
  }

  private boolean isFlattened(TaskNode node) {
    return flattens && isPlainGraph(node);
  }

  private static boolean isPlainGraph(TaskNode node) {
    return node.isDag() && !node.isLoop() && !node.children().isEmpty();
  }

  boolean isDone() {
    return root.isDone();
  }

  /** Does everything that follows from what has ended. */
  void advance() {
    boolean changes = true;
    while (changes) {
      changes = advance(root);
    }
  }

  private boolean advance(Dag dag) {
    boolean changes = false;
    for (Node node : dag.nodes.values()) {
      if (node.phase == Phase.WAITING && mayBegin(dag, node)) {
        begin(dag, node);
        changes = true;
      } else if (node.phase == Phase.RUNNING && !node.isLeaf()) {
        changes |= advanceInside(node);
      }
    }
    return changes;
  }

  private static boolean mayBegin(Dag dag, Node node) {
    return node.waits.keys().stream().allMatch(key -> phaseOf(dag, key).isDone());
  }

  private static Phase phaseOf(Dag dag, DriverKey key) {
    Node node = dag.nodes.get(key);
    if (node == null) {
      throw new IllegalStateException("nothing to wait for: " + key.text());
    }
    return node.phase;
  }

  private void begin(Dag dag, Node node) {
    boolean isOmitted =
        node.waits.mustSucceed()
            && !node.waits.keys().stream().allMatch(key -> phaseOf(dag, key).isGood());
    if (isOmitted) {
      node.phase = Phase.OMITTED;
    } else if (isPlainGraph(node.task)) {
      node.phase = Phase.RUNNING;
      node.inside.add(inner(node.task, node.key.iteration()));
    } else {
      node.phase = Phase.ASKING;
    }
  }

  private Dag inner(TaskNode around, IterationVector vector) {
    var dag = new Dag();
    add(dag, around, vector, new Waits(Set.of(), true));
    return dag;
  }

  private boolean advanceInside(Node node) {
    int limit = node.task.requireTask().parallelismLimit();
    int open = 0;
    boolean changes = false;
    for (Dag dag : node.inside) {
      if (!dag.isDone() && (limit == 0 || !node.task.isLoop() || open < limit)) {
        open++;
        changes |= advance(dag);
      }
    }
    if (node.inside.stream().allMatch(Dag::isDone)) {
      node.phase = node.inside.stream().allMatch(Dag::isGood) ? Phase.SUCCEEDED : Phase.FAILED;
      changes = true;
    }
    return changes;
  }

  /** Takes the answer about a node that asks. */
  void answer(Node node, DriverAnswer answer) {
    boolean isOnlyADriver = !node.isLeaf() && !node.task.isLoop();
    if (answer.word().isEmpty()) {
      node.phase = isOnlyADriver ? Phase.FAILED : Phase.OMITTED;
    } else if (isOnlyADriver) {
      node.phase = Phase.SUCCEEDED;
    } else if (answer.word().get().equals("0")) {
      node.phase = Phase.SKIPPED;
    } else {
      node.phase = Phase.RUNNING;
      node.pod = 1;
      if (node.task.isLoop()) {
        int count = Integer.parseInt(answer.word().get());
        for (int i = 0; i < count; i++) {
          node.inside.add(inner(node.task, node.key.iteration().inside(i)));
        }
      }
    }
  }

  /** Nodes that ask. */
  List<Node> asking() {
    return all(root).stream().filter(node -> node.phase == Phase.ASKING).toList();
  }

  /** Nodes whose pod runs. */
  List<Node> running() {
    return all(root).stream().filter(node -> node.phase == Phase.RUNNING && node.isLeaf()).toList();
  }

  private static List<Node> all(Dag dag) {
    var nodes = new ArrayList<Node>();
    for (Node node : dag.nodes.values()) {
      nodes.add(node);
      node.inside.forEach(inner -> nodes.addAll(all(inner)));
    }
    return nodes;
  }
}
