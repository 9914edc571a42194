package io.pitwheel.driver.rerun;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.driver.ProducerState;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.KeepOutputs;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TriggerStrategy;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.LargeValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Foretells a run that repeats another: asks the driver about every task as an engine would, with
 * the outputs of the earlier run in the hands of those that take them over. What follows from a
 * task that runs again is not known before it has run.
 */
public final class RerunPlanner {
  private static final Comparator<PlannedTask> ORDER =
      Comparator.<PlannedTask, String>comparing(task -> task.path().slashed())
          .thenComparing(PlannedTask::iteration);

  private final Advisers advisers;
  private final RunFacts facts;
  private final TaskGraph graph;
  private final EarlierRun earlier;
  private final EarlierLookup lookup;
  private final UnknownTasks unknown;
  private final List<PlannedTask> planned = new ArrayList<>();

  /**
   * Whom a plan asks.
   *
   * @param large brings the spilled values that a decision looks into
   */
  public record Advisers(Driver driver, LargeValues large) {}

  private RerunPlanner(Advisers advisers, RunFacts facts, TaskGraph graph, EarlierRun earlier) {
    this.advisers = advisers;
    this.facts = facts;
    this.graph = graph;
    this.earlier = earlier;
    this.lookup = new EarlierLookup(earlier);
    this.unknown = new UnknownTasks(graph, earlier);
  }

  /**
   * The tasks of the new run in the order of their paths and iterations.
   *
   * @param graph of the new run
   * @param inputs of its root
   */
  public static List<PlannedTask> plan(
      Advisers advisers, RunFacts facts, TaskGraph graph, TaskValues inputs, EarlierRun earlier) {
    var planner = new RerunPlanner(advisers, facts, graph, earlier);
    planner.enter(graph.root(), IterationVector.NONE, inputs);
    planner.planned.sort(ORDER);
    return List.copyOf(planner.planned);
  }

  /** One pass through one graph; whether everything in it ends as it did in the earlier run. */
  private boolean enter(TaskNode around, IterationVector iteration, TaskValues inputs) {
    var ended = new TreeMap<String, Optional<ProducerState>>();
    var skippable = new HashSet<String>();
    Map<String, TaskNode> children = graph.childrenOf(around);
    while (ended.size() < children.size()) {
      for (TaskNode child : children.values()) {
        if (!ended.containsKey(child.path().lastKey())
            && ended.keySet().containsAll(child.requireTask().dependencies())) {
          ended.put(
              child.path().lastKey(),
              follow(new ScopedTask(child, iteration, inputs), ended, skippable));
        }
      }
    }
    return children.values().stream()
        .allMatch(child ->
            ended
                .getOrDefault(child.path().lastKey(), Optional.empty())
                .filter(state -> endsAsBefore(child, iteration, state))
                .isPresent());
  }

  private boolean endsAsBefore(TaskNode node, IterationVector iteration, ProducerState now) {
    return earlier
        .task(node.path(), iteration)
        .filter(row ->
            now.state().hasOutputs()
                ? row.state().hasOutputs()
                : now.state() == row.state() && now.skipReason() == row.skipReason())
        .filter(row -> row.state() != TaskState.FAILED)
        .isPresent();
  }

  private record ScopedTask(TaskNode node, IterationVector iteration, TaskValues scopeInputs) {}

  /**
   * How a task ends; empty when that is not known before it has run.
   *
   * @param skippable tasks beside it that a condition may skip; this one is added if it is one
   */
  private Optional<ProducerState> follow(
      ScopedTask task, Map<String, Optional<ProducerState>> ended, Set<String> skippable) {
    var producers = new TreeMap<String, ProducerState>();
    var running = new ArrayList<String>();
    for (String dependency : task.node().requireTask().dependencies()) {
      Optional<ProducerState> producer = ended.getOrDefault(dependency, Optional.empty());
      producer.ifPresentOrElse(
          state -> producers.put(dependency, state), () -> running.add(dependency));
    }
    Optional<SkipReason> stopped = stoppedBy(task.node(), producers);
    if (stopped.isPresent()) {
      return Optional.of(skip(task, stopped.get()));
    }
    if (!running.isEmpty()) {
      boolean mayBeSkipped = UnknownTasks.mayBeSkipped(task.node(), skippable);
      if (mayBeSkipped) {
        skippable.add(task.node().path().lastKey());
      }
      planned.addAll(
          unknown.inside(
              task.node(),
              task.iteration(),
              "depends on what %s gives, which runs again".formatted(String.join(" and ", running)),
              mayBeSkipped));
      return Optional.empty();
    }
    return decide(task, producers);
  }

  private static Optional<SkipReason> stoppedBy(
      TaskNode node, Map<String, ProducerState> producers) {
    if (node.requireTask().strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED) {
      return Optional.empty();
    }
    if (producers.values().stream()
        .anyMatch(producer ->
            producer.state() == TaskState.FAILED
                || producer.skipReason() == SkipReason.UPSTREAM_FAILED)) {
      return Optional.of(SkipReason.UPSTREAM_FAILED);
    }
    return producers.values().stream()
            .map(ProducerState::skipReason)
            .anyMatch(reason -> reason != null && reason.stopsDependents())
        ? Optional.of(SkipReason.UPSTREAM_SKIPPED)
        : Optional.empty();
  }

  private Optional<ProducerState> decide(ScopedTask task, Map<String, ProducerState> producers) {
    TaskNode node = task.node();
    var context =
        new DrivingContext(
            facts,
            graph,
            node,
            task.iteration(),
            idOf(task),
            task.scopeInputs(),
            producers,
            advisers.large());
    TaskDecision decision = advisers.driver().decide(context, lookup);
    return switch (decision) {
      case KeepOutputs keep -> {
        add(task, Verdict.REUSED, "");
        yield Optional.of(ended(task, TaskState.CACHED, keep.source().outputs()));
      }
      case LaunchTask launch -> again(task, reasonOf(launch));
      case ImportArtifact _ -> again(task, "it is imported again");
      case ReuseCachedOutputs _ -> throw new IllegalStateException("a plan asks no cache");
      case SkipTask skip -> Optional.of(skip(task, skip.reason()));
      case RejectTask reject -> {
        TaskFailure failure = reject.failure();
        add(task, Verdict.REJECTED, failure.message());
        yield Optional.of(
            new ProducerState(idOf(task), TaskState.FAILED, null, TaskValues.NONE, failure));
      }
      case EnterDag enter ->
          enter(node, task.iteration(), enter.inputs()) ? asBefore(task, 0) : Optional.empty();
      case IterateTask iterate -> iterate(task, iterate);
    };
  }

  private Optional<ProducerState> iterate(ScopedTask task, IterateTask iterate) {
    TaskIterator iterator = task.node().requireTask().iterator();
    boolean isKnown = true;
    for (int index = 0; index < iterate.items().count(); index++) {
      TaskValues inputs =
          iterator == null
              ? iterate.inputs()
              : iterate.items().bindOne(iterate.inputs(), iterator.itemInput(), index);
      isKnown &= enter(task.node(), task.iteration().inside(index), inputs);
    }
    return isKnown ? asBefore(task, iterate.items().count()) : Optional.empty();
  }

  /** A graph in which everything ends as it did gives what it gave, if it is still the same. */
  private Optional<ProducerState> asBefore(ScopedTask task, int iterations) {
    TaskNode node = task.node();
    return earlier
        .task(node.path(), task.iteration())
        .filter(row -> row.state().isTerminal() && row.state() != TaskState.FAILED)
        .filter(row -> row.iterationCount() == iterations)
        .filter(row -> {
          TaskNode then = earlier.graph().node(row.index());
          return then.isDag()
              && then.requireDag().outputs().equals(node.requireDag().outputs())
              && earlier.graph().childrenOf(then).keySet().equals(graph.childrenOf(node).keySet());
        })
        .map(
            row -> new ProducerState(row.id(), row.state(), row.skipReason(), row.outputs(), null));
  }

  private static String reasonOf(LaunchTask launch) {
    String reason = launch.cacheReason();
    return reason.startsWith(RunAgain.TOLD_AS)
        ? reason.substring(RunAgain.TOLD_AS.length())
        : reason;
  }

  private Optional<ProducerState> again(ScopedTask task, String reason) {
    add(task, Verdict.AGAIN, reason);
    return Optional.empty();
  }

  private ProducerState skip(ScopedTask task, SkipReason reason) {
    add(task, Verdict.SKIPPED, reason.name());
    return new ProducerState(idOf(task), TaskState.SKIPPED, reason, TaskValues.NONE, null);
  }

  private void add(ScopedTask task, Verdict verdict, String reason) {
    planned.add(new PlannedTask(task.node().path(), task.iteration(), verdict, reason));
  }

  private static ProducerState ended(ScopedTask task, TaskState state, TaskValues outputs) {
    return new ProducerState(idOf(task), state, null, outputs, null);
  }

  /** The tasks of the new run have no ids yet: what asks for its id differs from before anyway. */
  private static String idOf(ScopedTask task) {
    return "%s@%s".formatted(task.node().path().slashed(), task.iteration().text());
  }
}
