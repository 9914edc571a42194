package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.claim.WorkspaceClaim;
import io.pitwheel.engine.argo.pod.ModelUse;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the Workflow of a run. It holds the order of the tasks, by their index in the graph, and
 * one template for each shape of pod; what a task is, its inputs and its command stay in the
 * database, where driver and launcher find them by the task's key. A test keeps its bytes.
 */
public final class WorkflowCompiler {
  private static final String ENTRY = "0";

  private final WorkflowSettings settings;
  private final WorkflowHead head;

  public WorkflowCompiler(WorkflowSettings settings) {
    this.settings = settings;
    this.head = new WorkflowHead(settings);
  }

  /** By whom the commands of all tasks run, as far as it says. */
  public RunningUser enforcedUser() {
    return settings.enforcedUser();
  }

  /** One for namespaces where no pod may run as root. */
  public WorkflowCompiler withoutRoot() {
    return new WorkflowCompiler(settings.withoutRoot());
  }

  /** The whole object, as it is submitted. Equal arguments give equal texts. */
  public JsonObject compile(TaskGraph graph, WorkflowTarget target) {
    var templates = new Templates(workspaceOf(graph, target), ModelUse.of(graph));
    var entries = new GraphEntries(graph, templates, GraphEntries.Place.TOP);
    entries.add(graph.root(), "");
    templates.addGraph(ENTRY, entries);
    return new JsonMembers()
        .put("apiVersion", "argoproj.io/v1alpha1")
        .put("kind", "Workflow")
        .put("metadata", head.metadata(target))
        .put("spec", specification(graph, target, templates))
        .build();
  }

  private static Optional<VolumeNeed<JsonValue>> workspaceOf(
      TaskGraph graph, WorkflowTarget target) {
    return graph.specification().hasWorkspace()
        ? Optional.of(WorkspaceClaim.volumeOf(target.runId()))
        : Optional.empty();
  }

  private JsonObject specification(TaskGraph graph, WorkflowTarget target, Templates templates) {
    var specification = new JsonMembers().put("entrypoint", ENTRY);
    Duration deadline = graph.specification().limits().deadline();
    if (deadline != null) {
      specification.put("activeDeadlineSeconds", JsonValue.of((double) deadline.toSeconds()));
    }
    return specification.putAll(head.pods(target)).put("templates", templates.inOrder()).build();
  }
}
