package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The Workflows of a real cluster. */
public final class KubernetesWorkflows implements Workflows {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final String instance;
  private final ClusterNeeds needs;
  private final NamespaceSecurity security;

  /**
   * @param instance of the controller that takes our Workflows; empty for one without an id
   */
  public KubernetesWorkflows(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
    this.needs = new ClusterNeeds(client);
    this.security = new NamespaceSecurity(client);
  }

  @Override
  public List<String> obstacles(String namespace) {
    return needs.lacking(namespace);
  }

  @Override
  public Optional<WorkflowView> createUnlessThere(String namespace, JsonObject workflow) {
    var ours =
        client
            .genericKubernetesResources(ArgoKinds.WORKFLOWS)
            .inNamespace(namespace)
            .load(new ByteArrayInputStream(bytes(workflow)));
    try {
      ours.create();
      return Optional.empty();
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isConflict(exception)) {
        throw ClusterTrouble.of("submitting a Workflow to namespace " + namespace, exception);
      }
      return Optional.of(existing(namespace, ours.item().getMetadata().getName(), exception));
    }
  }

  /** A quota that others change at the same time is a conflict, too; later there may be none. */
  private WorkflowView existing(String namespace, String name, KubernetesClientException conflict) {
    return find(namespace, name)
        .map(WorkflowReader::read)
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.UNAVAILABLE,
                "submitting a Workflow to namespace %s: something else was changed meanwhile: %s"
                    .formatted(namespace, conflict.getMessage()),
                conflict));
  }

  @Override
  public boolean isRestricted(String namespace) {
    return security.isRestricted(namespace);
  }

  @Override
  public boolean isThere(String namespace, String name) {
    return find(namespace, name).isPresent();
  }

  @Override
  public Map<String, String> whatPodsWaitFor(String namespace, String name) {
    return new PodWaits(client).find(namespace, name);
  }

  @Override
  public void endPod(String namespace, String name, String node) {
    new PodWaits(client).end(namespace, name, node);
  }

  @Override
  public void delete(String namespace, String name) {
    try {
      at(namespace, name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isAbsent(exception)) {
        throw trouble("deleting", namespace, name, exception);
      }
    }
  }

  @Override
  public void stop(String namespace, String name) {
    patch("stopping", namespace, name, "{\"spec\":{\"activeDeadlineSeconds\":0}}");
  }

  @Override
  public void release(String namespace, String name) {
    try {
      releaseAsRead(namespace, name);
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.ALREADY_EXISTS) {
        throw exception;
      }
      // Somebody changed it since it was read: Argo, mostly, with its last word about it.
      releaseAsRead(namespace, name);
    }
  }

  private void releaseAsRead(String namespace, String name) {
    find(namespace, name).ifPresent(found -> release(namespace, name, found));
  }

  /** Finalizers are a list without keys: it is written whole, for the version it was read from. */
  private void release(String namespace, String name, GenericKubernetesResource found) {
    var metadata = found.getMetadata();
    List<JsonValue> others =
        metadata.getFinalizers().stream()
            .filter(each -> !each.equals(WorkflowWords.FINALIZER))
            .map(JsonValue::of)
            .toList();
    JsonObject patch =
        new JsonMembers()
            .put("resourceVersion", metadata.getResourceVersion())
            .put("finalizers", others)
            .put("labels", JsonMembers.of(WorkflowWords.STORED_LABEL, "true"))
            .build();
    patch("releasing", namespace, name, JsonWriter.write(JsonMembers.of("metadata", patch)));
  }

  /**
   * Follows the Workflows of our controller in all namespaces whose run's final state is not stored
   * yet. A watch that breaks is begun anew by listing; everything is shown again from time to time.
   * Workflows of others may be among them, since KFP's have the same label.
   *
   * @param seen called for each state of each Workflow; must return at once
   * @param gone called with the last state of one that is not there, or not watched, any more
   */
  public AutoCloseable follow(Consumer<WorkflowView> seen, Consumer<WorkflowView> gone) {
    return ClusterWatch.begin(
        "Workflows",
        ofOurController()
            .withLabel(WorkflowWords.RUN_LABEL)
            .withoutLabel(WorkflowWords.STORED_LABEL),
        new StrippedItems(Set.of("spec"), Set.of("storedTemplates", "storedWorkflowTemplateSpec")),
        resource -> seen.accept(WorkflowReader.read(resource)),
        resource -> gone.accept(WorkflowReader.read(resource)));
  }

  private FilterWatchListDeletable<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      ofOurController() {
    var all = client.genericKubernetesResources(ArgoKinds.WORKFLOWS).inAnyNamespace();
    return instance.isEmpty()
        ? all.withoutLabel(WorkflowWords.INSTANCE_LABEL)
        : all.withLabel(WorkflowWords.INSTANCE_LABEL, instance);
  }

  private Optional<GenericKubernetesResource> find(String namespace, String name) {
    try {
      return Optional.ofNullable(at(namespace, name).get());
    } catch (KubernetesClientException exception) {
      throw trouble("reading", namespace, name, exception);
    }
  }

  private void patch(String tried, String namespace, String name, String patch) {
    try {
      at(namespace, name).patch(MERGE, patch);
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isAbsent(exception)) {
        throw trouble(tried, namespace, name, exception);
      }
    }
  }

  private Resource<GenericKubernetesResource> at(String namespace, String name) {
    return client
        .genericKubernetesResources(ArgoKinds.WORKFLOWS)
        .inNamespace(namespace)
        .withName(name);
  }

  private static PipelinesException trouble(
      String tried, String namespace, String name, KubernetesClientException exception) {
    return ClusterTrouble.of("%s Workflow %s/%s".formatted(tried, namespace, name), exception);
  }

  private static byte[] bytes(JsonObject workflow) {
    return JsonWriter.write(workflow).getBytes(StandardCharsets.UTF_8);
  }
}
