package io.pitwheel.engine.progress;

import io.pitwheel.driver.ProducerState;
import io.pitwheel.engine.progress.ReadyWork.ReadyLoop;
import io.pitwheel.engine.progress.ReadyWork.ReadyTask;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run can do next. Tasks become ready when all they depend on has ended; loops open their
 * iterations one by one, as far as their parallelism allows, so that ten thousand iterations do not
 * stand in memory at once.
 */
public final class RunProgress {
  private final TaskGraph graph;
  private final Deque<ReadyWork> ready = new ArrayDeque<>();
  private final Map<String, TaskProgress> underWay = new HashMap<>();

  public RunProgress(TaskGraph graph) {
    this.graph = graph;
  }

  public TaskGraph graph() {
    return graph;
  }

  /** Goes into the root or a DAG task. */
  public GraphScope openGraph(
      TaskNode node, String rowId, IterationVector iteration, TaskValues inputs) {
    return open(new GraphScope(graph, new ScopeRow(node, rowId, iteration), inputs, null));
  }

  /** Goes into a loop: its iterations open when their turn comes. */
  public void openLoop(LoopProgress loop) {
    if (loop.enterQueue()) {
      ready.addFirst(new ReadyLoop(loop));
    }
  }

  /** Opens the next iteration if the loop may, and leaves the loop ready for further ones. */
  public void openNextIteration(LoopProgress loop) {
    loop.leaveQueue();
    if (!loop.mayOpenAnother()) {
      return;
    }
    int index = loop.openNext();
    if (loop.enterQueue()) {
      ready.addLast(new ReadyLoop(loop));
    }
    open(iterationScope(loop, index));
  }

  /** Re-opens an iteration that was open before a restart; its ended tasks are told next. */
  GraphScope reopenIteration(LoopProgress loop, int index) {
    loop.open(index);
    return iterationScope(loop, index);
  }

  GraphScope reopenGraph(
      TaskNode node, String rowId, IterationVector iteration, TaskValues inputs) {
    return new GraphScope(graph, new ScopeRow(node, rowId, iteration), inputs, null);
  }

  private GraphScope iterationScope(LoopProgress loop, int index) {
    return new GraphScope(
        graph,
        new ScopeRow(loop.node(), loop.rowId(), loop.iteration().inside(index)),
        loop.inputsOf(index),
        loop);
  }

  private GraphScope open(GraphScope scope) {
    var first = new ArrayList<ReadyWork>();
    for (TaskProgress task : scope.tasks()) {
      if (task.isReady()) {
        first.add(new ReadyTask(task));
      }
    }
    // In front, so that what was begun ends before more is begun.
    first.reversed().forEach(ready::addFirst);
    return scope;
  }

  public Optional<ReadyWork> next() {
    return Optional.ofNullable(ready.pollFirst());
  }

  void enqueue(TaskProgress task) {
    ready.addLast(new ReadyTask(task));
  }

  /** Remembers which row a task has, until it ends. */
  public void started(String taskId, TaskProgress task) {
    underWay.put(taskId, task);
  }

  public @Nullable TaskProgress find(String taskId) {
    return underWay.get(taskId);
  }

  /** Marks the end of a task and makes ready what waited for it. */
  public void ended(TaskProgress task, ProducerState state) {
    if (task.ended().isPresent()) {
      return;
    }
    underWay.remove(state.taskId());
    task.end(state);
    GraphScope scope = task.scope();
    scope.taskEnded();
    for (TaskProgress dependent : scope.dependentsOf(task)) {
      dependent.dependencyEnded();
      if (dependent.isReady()) {
        ready.addLast(new ReadyTask(dependent));
      }
    }
    LoopProgress loop = scope.loop();
    if (loop != null && scope.isComplete()) {
      loop.iterationEnded();
      if (loop.enterQueue()) {
        ready.addLast(new ReadyLoop(loop));
      }
    }
  }

  /** Marks the end of a task that ended before a restart; nothing becomes ready yet. */
  void restoreEnded(TaskProgress task, ProducerState state) {
    task.end(state);
    task.scope().taskEnded();
    task.scope().dependentsOf(task).forEach(TaskProgress::dependencyEnded);
  }

  /** The ended tasks a ready task depends on, by key. */
  public Map<String, ProducerState> producersOf(TaskProgress task) {
    var producers = new TreeMap<String, ProducerState>();
    for (String dependency : task.node().requireTask().dependencies()) {
      producers.put(dependency, task.scope().task(dependency).ended().orElseThrow());
    }
    return producers;
  }

  /** Why a ready task must not run, if it must not. A failure upstream outweighs a skip. */
  public Optional<SkipReason> stoppedBy(TaskProgress task) {
    if (task.node().requireTask().strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED) {
      return Optional.empty();
    }
    List<ProducerState> producers = List.copyOf(producersOf(task).values());
    if (producers.stream().anyMatch(RunProgress::failedUpstream)) {
      return Optional.of(SkipReason.UPSTREAM_FAILED);
    }
    return producers.stream().anyMatch(RunProgress::stopsDependents)
        ? Optional.of(SkipReason.UPSTREAM_SKIPPED)
        : Optional.empty();
  }

  private static boolean failedUpstream(ProducerState producer) {
    return producer.state() == TaskState.FAILED
        || producer.skipReason() == SkipReason.UPSTREAM_FAILED;
  }

  private static boolean stopsDependents(ProducerState producer) {
    return producer.skipReason() != null && producer.skipReason().stopsDependents();
  }
}
