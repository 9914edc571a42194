package io.pitwheel.server.explanation;

import io.pitwheel.api.v1.TaskExplanation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskStore;
import io.pitwheel.task.TaskType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of tasks why they ran or did not; also of those that have no row, since none was reached.
 */
public final class TaskExplainer {
  private static final String ROOT = "root";

  private final RunReader reader;
  private final TaskStore tasks;
  private final TaskGraphSource graphs;

  public TaskExplainer(RunReader reader, TaskStore tasks, TaskGraphSource graphs) {
    this.reader = reader;
    this.tasks = tasks;
    this.graphs = graphs;
  }

  /**
   * One explanation an iteration, in their order.
   *
   * @param path as the tables print it; {@code root} for the run's graph
   * @throws PipelinesException NOT_FOUND for an unknown run, and for a path at which there is no
   *     task or none was decided yet; INVALID_ARGUMENT for one of the wrong form
   */
  List<TaskExplanation> explain(String runId, String path) {
    TaskPlace place = TaskPlace.parse("path", path);
    Run run = reader.require(runId);
    TaskGraph graph = graphs.graphOf(run.creation().specificationId());
    TaskNode node = nodeOf(graph, place, runId);
    var known = new TaskRows(graph, tasks.list(runId));
    List<TaskExplanation> found =
        known.instancesOf(node).stream()
            .filter(instance -> instance.isAt(place.iteration()))
            .sorted(Comparator.comparing(TaskInstance::iteration))
            .flatMap(instance -> explanation(run, node, instance, known).stream())
            .toList();
    if (found.isEmpty()) {
      throw nothing(path, runId, "no decision stands there, or none yet");
    }
    return found;
  }

  private static TaskNode nodeOf(TaskGraph graph, TaskPlace place, String runId) {
    String path = place.path().slashed();
    Optional<TaskNode> found = graph.find(place.path());
    if (found.isEmpty() && path.equals(ROOT)) {
      return graph.root();
    }
    return found.orElseThrow(() -> nothing(path, runId, "its pipeline has no such task"));
  }

  private static PipelinesException nothing(String path, String runId, String problem) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND,
        "explaining task %s of run %s: nothing was decided there, %s (expected: a path of the run's result)"
            .formatted(path, runId, problem));
  }

  private Optional<TaskExplanation> explanation(
      Run run, TaskNode node, TaskInstance instance, TaskRows known) {
    Task row = instance.row();
    if (row != null) {
      return Optional.of(ofRow(node, row, known));
    }
    Task around = instance.around();
    boolean isOver = run.state().isTerminal() || (around != null && around.state().isTerminal());
    return isOver ? Optional.of(neverReached(run, node, instance)) : Optional.empty();
  }

  private TaskExplanation ofRow(TaskNode node, Task task, TaskRows known) {
    return TaskExplanation.newBuilder()
        .setTaskId(task.id())
        .setPath(pathOf(node))
        .addAllIteration(task.reference().iteration().indices())
        .setState(task.state().name())
        .setDecision(task.decision().isEmpty() ? inside(task) : task.decision())
        .setReason(reason(task, known))
        .setAttempt(task.attempt())
        .addAllWarnings(task.warnings())
        .build();
  }

  private static String pathOf(TaskNode node) {
    return node.isRoot() ? ROOT : node.path().slashed();
  }

  /** Of a graph how its end came about: it is that of the tasks directly inside. */
  private static String inside(Task task) {
    if (!task.type().isFolded() || task.state() == TaskState.SKIPPED) {
      return "";
    }
    var counters = task.counters();
    var ended = new ArrayList<String>();
    var counted = new LinkedHashMap<String, Integer>();
    counted.put("succeeded", counters.succeeded());
    counted.put("cached", counters.cached());
    counted.put("skipped", counters.skipped());
    counted.put("failed", counters.failed());
    for (Map.Entry<String, Integer> outcome : counted.entrySet()) {
      if (outcome.getValue() > 0) {
        ended.add("%d %s".formatted(outcome.getValue(), outcome.getKey()));
      }
    }
    String loop = task.type() == TaskType.LOOP ? iterations(task.iterationCount()) + ": " : "";
    return "%s%d of %d tasks directly inside ended%s"
        .formatted(
            loop,
            counters.ended(),
            counters.expected(),
            ended.isEmpty() ? "" : ", " + String.join(", ", ended));
  }

  private static String iterations(int count) {
    return count == 1 ? "1 iteration" : count + " iterations";
  }

  private String reason(Task task, TaskRows known) {
    SkipReason skipped = task.skipReason();
    TaskFailure failure = task.failure();
    if (skipped != null) {
      String producers = known.whatStopped(task);
      return producers.isEmpty() ? skipped.name() : skipped.name() + ": " + producers;
    }
    return failure == null ? wait(task) : failure.code().name() + ": " + failure.message();
  }

  /** What the pod of a task waits for, in the words of its cluster. */
  private String wait(Task task) {
    List<TaskAttempt> attempts =
        task.state() == TaskState.RUNNING && task.attempt() > 0
            ? tasks.attempts(task.id())
            : List.of();
    List<PodSighting> sightings = attempts.isEmpty() ? List.of() : attempts.getLast().sightings();
    return sightings.isEmpty() || !sightings.getLast().isWaiting()
        ? ""
        : sightings.getLast().sentence();
  }

  private static TaskExplanation neverReached(Run run, TaskNode node, TaskInstance instance) {
    return TaskExplanation.newBuilder()
        .setPath(pathOf(node))
        .addAllIteration(instance.iteration().indices())
        .setState(TaskState.SKIPPED.name())
        .setReason(whyNot(run, instance.around()))
        .build();
  }

  private static String whyNot(Run run, @Nullable Task around) {
    SkipReason skipped = around == null ? null : around.skipReason();
    if (around != null && skipped != null) {
      return "%s: %s, which it stands in, was skipped (%s)"
          .formatted(skipped.inherited().name(), TaskRows.label(around), skipped.name());
    }
    TaskFailure failure =
        around == null || around.failure() == null ? run.failure() : around.failure();
    boolean isCancelled = failure != null && failure.code() == ErrorCode.CANCELLED;
    return "%s: %s ended before its turn came"
        .formatted(
            (isCancelled ? SkipReason.CANCELLED : SkipReason.UPSTREAM_FAILED).name(),
            around == null || around.state() == TaskState.RUNNING
                ? "the run"
                : TaskRows.label(around));
  }
}
