package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.pitwheel.engine.argo.claim.VolumeClaims;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The volume claims of a real cluster. */
public final class KubernetesVolumeClaims implements VolumeClaims {
  /** Read without types, so that the API server sees, and judges, what the user wrote. */
  private static final ResourceDefinitionContext CLAIMS =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("PersistentVolumeClaim")
          .withPlural("persistentvolumeclaims")
          .withNamespaced(true)
          .build();

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public KubernetesVolumeClaims(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<EarlierClaim> create(String namespace, JsonObject claim) {
    String name = nameOf(claim);
    try {
      client
          .genericKubernetesResources(CLAIMS)
          .inNamespace(namespace)
          .load(new ByteArrayInputStream(JsonWriter.write(claim).getBytes(StandardCharsets.UTF_8)))
          .create();
      return Optional.empty();
    } catch (KubernetesClientException exception) {
      if (ClusterTrouble.isConflict(exception)) {
        return Optional.of(earlier(namespace, name));
      }
      throw trouble("making", namespace, name, exception);
    }
  }

  /** Nothing is there when another request changed a quota at the same time, or removed it. */
  private EarlierClaim earlier(String namespace, String name) {
    ObjectMeta metadata =
        find(namespace, name)
            .map(HasMetadata::getMetadata)
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.UNAVAILABLE,
                    "making claim %s/%s: something else was changed meanwhile"
                        .formatted(namespace, name)));
    return new EarlierClaim(
        Objects.requireNonNullElse(metadata.getLabels().get(WorkflowWords.RUN_LABEL), ""),
        metadata.getDeletionTimestamp() != null);
  }

  @Override
  public void delete(String namespace, String name) {
    try {
      at(namespace, name).delete();
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isAbsent(exception)) {
        throw trouble("removing", namespace, name, exception);
      }
    }
  }

  @Override
  public void keepFor(String namespace, String name, String workflow) {
    Optional<PersistentVolumeClaim> claim = find(namespace, name);
    Optional<JsonObject> owner = ownerOf(namespace, workflow);
    if (claim.isPresent() && owner.isPresent()) {
      keepFor(namespace, name, claim.get(), owner.get());
    }
  }

  /** Owners are a list without keys here: it is written whole, for the version it was read from. */
  private void keepFor(
      String namespace, String name, PersistentVolumeClaim claim, JsonObject owner) {
    ObjectMeta metadata = claim.getMetadata();
    var owners = new ArrayList<JsonValue>();
    metadata
        .getOwnerReferences()
        .forEach(known ->
            owners.add(
                reference(
                    known.getApiVersion(), known.getKind(), known.getName(), known.getUid())));
    if (owners.contains(owner)) {
      return;
    }
    owners.add(owner);
    JsonObject changed =
        new JsonMembers()
            .put("resourceVersion", metadata.getResourceVersion())
            .put("ownerReferences", List.copyOf(owners))
            .build();
    try {
      at(namespace, name).patch(MERGE, JsonWriter.write(JsonMembers.of("metadata", changed)));
    } catch (KubernetesClientException exception) {
      if (ClusterTrouble.isConflict(exception)) {
        throw new PipelinesException(
            ErrorCode.UNAVAILABLE,
            "keeping claim %s/%s: it was changed meanwhile".formatted(namespace, name));
      }
      if (!ClusterTrouble.isAbsent(exception)) {
        throw trouble("keeping", namespace, name, exception);
      }
    }
  }

  private Optional<JsonObject> ownerOf(String namespace, String workflow) {
    try {
      return Optional.ofNullable(
              client
                  .genericKubernetesResources(ArgoKinds.WORKFLOWS)
                  .inNamespace(namespace)
                  .withName(workflow)
                  .get())
          .map(found ->
              reference(
                  found.getApiVersion(), found.getKind(), workflow, found.getMetadata().getUid()));
    } catch (KubernetesClientException exception) {
      throw ClusterTrouble.of("reading Workflow %s/%s".formatted(namespace, workflow), exception);
    }
  }

  private static JsonObject reference(String version, String kind, String name, String uid) {
    return new JsonMembers()
        .put("apiVersion", version)
        .put("kind", kind)
        .put("name", name)
        .put("uid", uid)
        .build();
  }

  @Override
  public boolean lacksClass(String storageClass) {
    try {
      return client.storage().v1().storageClasses().withName(storageClass).get() == null;
    } catch (KubernetesClientException exception) {
      // Who may make claims need not be allowed to look at classes, which are of no namespace.
      return false;
    }
  }

  private Optional<PersistentVolumeClaim> find(String namespace, String name) {
    try {
      return Optional.ofNullable(at(namespace, name).get());
    } catch (KubernetesClientException exception) {
      throw trouble("reading", namespace, name, exception);
    }
  }

  private Resource<PersistentVolumeClaim> at(String namespace, String name) {
    return client.persistentVolumeClaims().inNamespace(namespace).withName(name);
  }

  private static String nameOf(JsonObject claim) {
    return claim.members().get("metadata") instanceof JsonObject metadata
        ? JsonWriter.text(metadata.members().getOrDefault("name", JsonValue.of("")))
        : "";
  }

  private static PipelinesException trouble(
      String tried, String namespace, String name, KubernetesClientException exception) {
    return ClusterTrouble.of("%s claim %s/%s".formatted(tried, namespace, name), exception);
  }
}
