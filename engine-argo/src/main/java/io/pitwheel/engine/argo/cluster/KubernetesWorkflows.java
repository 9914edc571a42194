package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The Workflows of a real cluster. */
public final class KubernetesWorkflows implements Workflows {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public KubernetesWorkflows(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void createUnlessThere(String namespace, JsonObject workflow) {
    try {
      client
          .genericKubernetesResources(ArgoKinds.WORKFLOWS)
          .inNamespace(namespace)
          .load(new ByteArrayInputStream(bytes(workflow)))
          .create();
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isConflict(exception)) {
        throw ClusterTrouble.of("submitting a Workflow to namespace " + namespace, exception);
      }
    }
  }

  @Override
  public Optional<String> phaseOf(String namespace, String name) {
    try {
      GenericKubernetesResource found = at(namespace, name).get();
      return Optional.ofNullable(found)
          .map(workflow -> workflow.get("status", "phase"))
          .map(String::valueOf);
    } catch (KubernetesClientException exception) {
      throw trouble("reading", namespace, name, exception);
    }
  }

  @Override
  public void stop(String namespace, String name) {
    patch("stopping", namespace, name, "{\"spec\":{\"activeDeadlineSeconds\":0}}");
  }

  @Override
  public void release(String namespace, String name) {
    patch("releasing", namespace, name, "{\"metadata\":{\"finalizers\":null}}");
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
