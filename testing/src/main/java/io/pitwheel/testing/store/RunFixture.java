package io.pitwheel.testing.store;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.ArtifactImported;
import io.pitwheel.task.TaskChange.AttemptEnded;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskTypes;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run in stores, and changes of its tasks in a few words. Tasks are named by their slashed path
 * and iteration; their ids follow from that, so that the same words make the same change.
 */
public final class RunFixture {
  /** When everything of fixtures happens. */
  public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /** The namespace of fixtures. */
  public static final String NAMESPACE = "team";

  /** The experiment of fixtures. */
  public static final String EXPERIMENT_ID = uuid("experiment");

  /** The kept document of fixtures. */
  public static final String SPECIFICATION_ID = "a".repeat(64);

  private final Map<String, Integer> begunAttempts = new HashMap<>();
  private final StorePorts ports;
  private final TaskGraph graph;
  private final RunCreation creation;

  private RunFixture(StorePorts ports, TaskGraph graph, RunCreation creation) {
    this.ports = ports;
    this.graph = graph;
    this.creation = creation;
  }

  /** A pending run of the graph, with the experiment and the document it needs. */
  public static RunFixture create(StorePorts ports, TaskGraph graph) {
    prepare(ports);
    RunCreation creation = creation(UUID.randomUUID().toString());
    ports.runs().create(creation);
    return new RunFixture(ports, graph, creation);
  }

  /** A run that has begun. */
  public static RunFixture begun(StorePorts ports, TaskGraph graph) {
    RunFixture fixture = create(ports, graph);
    fixture.begin();
    return fixture;
  }

  /** Makes the experiment and keeps the document that creations of fixtures name. */
  public static void prepare(StorePorts ports) {
    if (ports.experiments().find(EXPERIMENT_ID).isEmpty()) {
      ports
          .experiments()
          .create(
              new Experiment(
                  EXPERIMENT_ID, "fixtures", "", NAMESPACE, false, START, Instant.EPOCH));
    }
    ports
        .specifications()
        .keep(
            new StoredSpecification(
                SPECIFICATION_ID, JsonObject.EMPTY, JsonObject.EMPTY, List.of("root")),
            START);
  }

  /** A request for a run with the given id. */
  public static RunCreation creation(String id) {
    return new RunCreation(
        id,
        uuid(id + "root"),
        "a run",
        "of a fixture",
        NAMESPACE,
        EXPERIMENT_ID,
        null,
        null,
        SPECIFICATION_ID,
        "fixture",
        Map.of(),
        "",
        "pipeline-runner",
        RunOptions.DEFAULT,
        "digest of " + id.substring(0, 8),
        START,
        START,
        null);
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  public String runId() {
    return creation.id();
  }

  public RunCreation creation() {
    return creation;
  }

  public TaskGraph graph() {
    return graph;
  }

  public Run begin() {
    return ports.runs().begin(runId(), graph.root().children().size(), START);
  }

  public Run run() {
    return ports.runs().find(runId()).orElseThrow();
  }

  public RecordedChanges record(TaskChange... changes) {
    return record(List.of(changes));
  }

  public RecordedChanges record(List<TaskChange> changes) {
    return ports.tasks().record(runId(), graph, changes);
  }

  /** The row of a task. */
  public Task task(String path, int... iteration) {
    return ports.tasks().find(taskId(path, iteration)).orElseThrow();
  }

  public Task root() {
    return ports.tasks().find(creation.rootTaskId()).orElseThrow();
  }

  /** The row of a task, if it is written. */
  public Optional<Task> find(String path, int... iteration) {
    return ports.tasks().find(taskId(path, iteration));
  }

  /** The attempt that a start of the task begins: after a retry of the run another one. */
  private int begin(String path, int... iteration) {
    int attempt =
        find(path, iteration)
            .filter(row -> row.state() == TaskState.UNSPECIFIED)
            .map(row -> row.attempt() + 1)
            .orElseGet(() -> attempt(path, iteration));
    begunAttempts.put(taskId(path, iteration), attempt);
    return attempt;
  }

  private int attempt(String path, int... iteration) {
    return begunAttempts.getOrDefault(taskId(path, iteration), 1);
  }

  /** The id that the task has or will have. */
  public String taskId(String path, int... iteration) {
    return uuid(runId() + "/" + path + "/" + vector(iteration).text());
  }

  /** A leaf that starts. */
  public TaskDecided running(String path, int... iteration) {
    return new TaskDecided(task(path, TaskState.RUNNING, 0, iteration), null);
  }

  /** A leaf that starts and may be found again. */
  public TaskDecided running(CacheFingerprint fingerprint, String path, int... iteration) {
    return new TaskDecided(task(path, TaskState.RUNNING, 0, iteration), fingerprint);
  }

  /** A graph that is entered. */
  public TaskDecided entered(String path, int... iteration) {
    return new TaskDecided(task(path, TaskState.RUNNING, 0, iteration), null);
  }

  /** A loop that is entered. */
  public TaskDecided iterated(int iterations, String path, int... iteration) {
    return new TaskDecided(task(path, TaskState.RUNNING, iterations, iteration), null);
  }

  /** A task that is not run. */
  public TaskDecided skipped(SkipReason reason, String path, int... iteration) {
    return new TaskDecided(
        with(task(path, TaskState.SKIPPED, 0, iteration), reason, TaskValues.NONE, null), null);
  }

  /** A leaf that uses outputs again. */
  public TaskDecided cached(TaskValues outputs, String path, int... iteration) {
    return new TaskDecided(
        with(task(path, TaskState.CACHED, 0, iteration), null, outputs, null), null);
  }

  /** An importer that writes an artifact down, or may use one of before. */
  public ArtifactImported imported(
      boolean reusesExisting, Artifact artifact, String path, int... iteration) {
    var outputs = new TaskValues(Map.of(), Map.of("artifact", List.of(artifact)));
    return new ArtifactImported(
        with(task(path, TaskState.SUCCEEDED, 0, iteration), null, outputs, null), reusesExisting);
  }

  /** A task that fails without an attempt. */
  public TaskDecided rejected(String message, String path, int... iteration) {
    return new TaskDecided(
        with(
            task(path, TaskState.FAILED, 0, iteration),
            null,
            TaskValues.NONE,
            new TaskFailure(ErrorCode.INVALID_ARGUMENT, message, path)),
        null);
  }

  /** The end of a leaf that worked. */
  public TaskEnded succeeded(TaskValues outputs, String path, int... iteration) {
    return new TaskEnded(
        taskId(path, iteration),
        attempt(path, iteration),
        TaskState.SUCCEEDED,
        outputs,
        null,
        0,
        List.of(),
        START);
  }

  /** The end of a leaf that did not. */
  public TaskEnded failed(String message, String path, int... iteration) {
    return new TaskEnded(
        taskId(path, iteration),
        attempt(path, iteration),
        TaskState.FAILED,
        TaskValues.NONE,
        new TaskFailure(ErrorCode.UNKNOWN, message, path),
        1,
        List.of(),
        START);
  }

  /** The end of an attempt that another follows. */
  public AttemptEnded attemptFailed(int attempt, String path, int... iteration) {
    return new AttemptEnded(
        taskId(path, iteration),
        attempt,
        new TaskFailure(ErrorCode.UNKNOWN, "attempt " + attempt + " failed", path),
        1,
        true,
        START);
  }

  private Task task(String path, TaskState state, int iterations, int... iteration) {
    TaskNode node = graph.find(new ScopePath(Arrays.asList(path.split("/")))).orElseThrow();
    IterationVector vector = vector(iteration);
    int inside = node.children().size();
    int expected = node.isLoop() ? iterations * inside : inside;
    return new Task(
        taskId(path, iteration),
        new TaskReference(runId(), node.path(), vector),
        node.index(),
        node.path().lastKey(),
        TaskTypes.of(graph, node),
        state,
        null,
        parentId(node, vector),
        state == TaskState.RUNNING && !node.isDag() ? begin(path, iteration) : 0,
        iterations,
        TaskCounters.expecting(state == TaskState.RUNNING ? expected : 0),
        TaskValues.NONE,
        TaskValues.NONE,
        null,
        "decided by a fixture",
        List.of(),
        "",
        START,
        null);
  }

  private String parentId(TaskNode node, IterationVector vector) {
    TaskNode parent = graph.parentOf(node);
    if (parent.isRoot()) {
      return creation.rootTaskId();
    }
    int[] indices =
        vector.prefix(parent.loopDepth()).indices().stream().mapToInt(Integer::intValue).toArray();
    return taskId(parent.path().slashed(), indices);
  }

  private static Task with(
      Task task, @Nullable SkipReason reason, TaskValues outputs, @Nullable TaskFailure failure) {
    return new Task(
        task.id(),
        task.reference(),
        task.index(),
        task.displayName(),
        task.type(),
        task.state(),
        reason,
        task.parentId(),
        task.attempt(),
        task.iterationCount(),
        task.counters(),
        task.inputs(),
        outputs,
        failure,
        task.decision(),
        task.warnings(),
        task.systemLogUri(),
        task.createdAt(),
        task.endedAt());
  }

  private static IterationVector vector(int... indices) {
    return new IterationVector(Arrays.stream(indices).boxed().toList());
  }
}
