package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.engine.argo.agent.TaskSetView;
import io.pitwheel.engine.argo.agent.TaskSets;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The task sets of a real cluster. Writes name the version they were made for. */
public final class KubernetesTaskSets implements TaskSets {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final String instance;
  private final TaskSetReader reader;

  /**
   * @param instance of the controller, as in the Workflows; empty for one without an id
   */
  public KubernetesTaskSets(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
    this.reader = new TaskSetReader(instance);
  }

  /**
   * Follows the task sets of all namespaces, from what there is on. A watch that breaks is begun
   * anew by listing.
   *
   * @param seen called for each state of each task set; must return at once
   */
  public AutoCloseable follow(Consumer<TaskSetView> seen) {
    return ClusterWatch.begin(
        "task sets",
        client.genericKubernetesResources(ArgoKinds.TASK_SETS).inAnyNamespace(),
        new StrippedItems(Set.of(), Set.of()),
        resource -> seen.accept(reader.read(resource)),
        _ -> {
          // Its Workflow has gone, or asks nothing more.
        });
  }

  @Override
  public Written label(TaskSetView seen) {
    JsonObject labels = JsonMembers.of(WorkflowWords.INSTANCE_LABEL, instance);
    JsonObject patch =
        JsonMembers.of(
            "metadata", new JsonMembers().put("labels", labels).putAll(version(seen)).build());
    return written(
        "labelling task set", seen, () -> at(seen).patch(MERGE, JsonWriter.write(patch)));
  }

  @Override
  public Written answer(TaskSetView seen, JsonObject results) {
    JsonObject patch =
        new JsonMembers()
            .put("metadata", version(seen))
            .put("status", JsonMembers.of("nodes", results))
            .build();
    return written(
        "answering in task set",
        seen,
        () -> at(seen).subresource("status").patch(MERGE, JsonWriter.write(patch)));
  }

  private Written written(
      String tried, TaskSetView seen, Supplier<GenericKubernetesResource> write) {
    try {
      return new Written.Taken(reader.read(write.get()));
    } catch (KubernetesClientException exception) {
      if (ClusterTrouble.isConflict(exception)) {
        return new Written.Stale();
      }
      if (ClusterTrouble.isAbsent(exception)) {
        return new Written.Gone();
      }
      throw ClusterTrouble.of(
          "%s %s/%s".formatted(tried, seen.namespace(), seen.name()), exception);
    }
  }

  private Resource<GenericKubernetesResource> at(TaskSetView seen) {
    return client
        .genericKubernetesResources(ArgoKinds.TASK_SETS)
        .inNamespace(seen.namespace())
        .withName(seen.name());
  }

  private static JsonObject version(TaskSetView seen) {
    return JsonMembers.of("resourceVersion", seen.version());
  }
}
