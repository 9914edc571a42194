package io.pitwheel.testing.store.report;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskQuery;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.StorePorts;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run that is driven elsewhere, and what its driver and launchers say in a few words. */
public final class ReportFixture {
  private final StorePorts ports;
  private final TaskGraph graph;
  private final String runId;

  private ReportFixture(StorePorts ports, TaskGraph graph, String runId) {
    this.ports = ports;
    this.graph = graph;
    this.runId = runId;
  }

  /** A pending run of the graph that nobody drives yet. */
  public static ReportFixture create(StorePorts ports, TaskGraph graph) {
    return create(ports, graph, RunFixture.NAMESPACE);
  }

  /** As the other, in a namespace. */
  public static ReportFixture create(StorePorts ports, TaskGraph graph, String namespace) {
    RunFixture.prepare(ports);
    RunCreation creation = RunFixture.creation(UUID.randomUUID().toString());
    ports
        .runs()
        .create(
            new RunCreation(
                creation.id(),
                creation.rootTaskId(),
                creation.displayName(),
                creation.description(),
                namespace,
                creation.experimentId(),
                null,
                null,
                creation.specificationId(),
                creation.pipelineName(),
                Map.of(),
                "",
                creation.serviceAccount(),
                creation.options().elsewhere(),
                creation.requestDigest(),
                creation.createdAt(),
                creation.scheduledAt(),
                null));
    return new ReportFixture(ports, graph, creation.id());
  }

  public String runId() {
    return runId;
  }

  public Run run() {
    return ports.runs().find(runId).orElseThrow();
  }

  /** What is said of a state, with parameters that were given out. */
  public static TaskReport report(TaskState state, ReportedParameter... outputs) {
    return report(state, "", null, outputs);
  }

  /** As {@link #report}, with a fingerprint and of a loop the number of iterations. */
  public static TaskReport report(
      TaskState state,
      String fingerprint,
      @Nullable Integer iterations,
      ReportedParameter... outputs) {
    return new TaskReport(
        "",
        "",
        "",
        state,
        fingerprint,
        iterations,
        null,
        state == TaskState.FAILED ? "it broke" : null,
        null,
        List.of(),
        Arrays.asList(outputs),
        null,
        RunFixture.START);
  }

  /** A parameter as a launcher tells it. */
  public static ReportedParameter parameter(String key, String value) {
    return new ReportedParameter(key, null, "OUTPUT", "", JsonValue.of(value));
  }

  /** Makes a task; its id. */
  public String create(String path, String parentId, TaskReport report) {
    return create(path, parentId, null, report);
  }

  /** Makes a task of an iteration; its id. */
  public String create(
      String path, String parentId, @Nullable Integer iteration, TaskReport report) {
    return ports
        .taskReports()
        .create(
            runId,
            graph,
            new TaskCreation("", node(path).index(), parentId, iteration, null, report));
  }

  /** Makes the root, which begins the run; its id. */
  public String root() {
    return ports
        .taskReports()
        .create(runId, graph, new TaskCreation("", 0, null, null, null, report(TaskState.RUNNING)));
  }

  private TaskNode node(String path) {
    return graph.find(new ScopePath(Arrays.asList(path.split("/")))).orElseThrow();
  }

  /** Says something of one task. */
  public void update(String taskId, TaskReport report) {
    update(Map.of(taskId, report));
  }

  /** Says something of several tasks. */
  public void update(Map<String, TaskReport> reports) {
    ports.taskReports().update(runId, graph, reports);
  }

  /** An artifact that a task made. */
  public ReportedArtifact made(String taskId, String key, String name) {
    var artifact =
        new Artifact(
            UUID.randomUUID().toString(),
            name,
            "s3://bucket/" + name,
            "system.Model",
            "0.0.1",
            JsonObject.EMPTY);
    return new ReportedArtifact(
        new KeptArtifact(artifact, "", "of a fixture", 0.5, RunFixture.START),
        runId,
        taskId,
        key,
        null,
        false);
  }

  /** Writes artifacts down. */
  public List<KeptArtifact> createArtifacts(ReportedArtifact... artifacts) {
    return ports.taskReports().createArtifacts(Map.of(runId, graph), List.of(artifacts));
  }

  /** Links an artifact. */
  public List<ArtifactLink> link(ArtifactLink... links) {
    return ports.taskReports().link(runId, graph, List.of(links), RunFixture.START);
  }

  /** A link to be made. */
  public ArtifactLink linked(String artifactId, String taskId, String type, String key) {
    return new ArtifactLink("", artifactId, runId, taskId, type, "", null, key);
  }

  /** Ends what waits for tasks that never began. */
  public boolean settle() {
    return ports.taskReports().settle(runId, graph, RunFixture.START);
  }

  public TaskView view(String taskId) {
    return ports.taskViews().find(taskId).orElseThrow();
  }

  /** The same as a list of the run's tasks has it. */
  public TaskView listed(String taskId) {
    var query = new TaskQuery(runId, null, PageRequest.first());
    return ports.taskViews().list(query).rows().stream()
        .filter(view -> view.task().id().equals(taskId))
        .findFirst()
        .orElseThrow();
  }

  public TaskState stateOf(String taskId) {
    return view(taskId).task().state();
  }

  /** States of all tasks by their slashed paths and iterations. */
  public Map<String, TaskState> states() {
    var states = new java.util.TreeMap<String, TaskState>();
    ports
        .tasks()
        .list(runId)
        .forEach(task ->
            states.put(
                task.reference().path().slashed() + task.reference().iteration().indices(),
                task.state()));
    return states;
  }

  /** The code that an action is refused with. */
  public static ErrorCode refusal(Supplier<?> action) {
    try {
      Object unexpected = action.get();
      throw new AssertionError("it was not refused but answered " + unexpected);
    } catch (PipelinesException exception) {
      return exception.code();
    }
  }
}
