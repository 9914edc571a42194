package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a cluster must have, and our account must be allowed, for a run to get to its end there.
 * Rights without which only some pipelines fail, or only reasons are missing, are not asked for:
 * the API server says so where one is used. Safe for many threads.
 */
final class ClusterNeeds {
  /** Namespaces that are known to be fit; beyond these all are asked about again. */
  private static final int MAX_REMEMBERED = 10_000;

  private static final String ARGO = "argoproj.io";
  private static final String WORKFLOWS = "workflows";
  private static final String TASK_SETS = "workflowtasksets";

  /** Argo has them since 3.4, 3.3 and 3.6: the pods report, and the server answers, by them. */
  private static final List<String> KINDS =
      List.of(WORKFLOWS, "workflowtaskresults", TASK_SETS, TASK_SETS + "/status");

  private final KubernetesClient client;
  private final Set<String> fit = ConcurrentHashMap.newKeySet();

  /**
   * A right.
   *
   * @param resource with its subresource after a slash
   * @param isOfNamespace whether it is needed in the namespace of the run alone
   */
  private record Right(String verb, String group, String resource, boolean isOfNamespace) {}

  private static final List<Right> RIGHTS =
      List.of(
          new Right("list", ARGO, WORKFLOWS, false),
          new Right("watch", ARGO, WORKFLOWS, false),
          new Right("list", ARGO, TASK_SETS, false),
          new Right("watch", ARGO, TASK_SETS, false),
          new Right("create", "authentication.k8s.io", "tokenreviews", false),
          new Right("create", ARGO, WORKFLOWS, true),
          new Right("get", ARGO, WORKFLOWS, true),
          new Right("patch", ARGO, WORKFLOWS, true),
          new Right("patch", ARGO, TASK_SETS, true),
          new Right("patch", ARGO, TASK_SETS + "/status", true));

  ClusterNeeds(KubernetesClient client) {
    this.client = client;
  }

  /** As {@link io.pitwheel.engine.argo.workflow.Workflows#obstacles} says. */
  List<String> lacking(String namespace) {
    if (fit.contains(namespace)) {
      return List.of();
    }
    try {
      List<String> lacking = lackingKinds();
      if (lacking.isEmpty()) {
        lacking = lackingRights(namespace);
      }
      if (lacking.isEmpty()) {
        remember(namespace);
      }
      return lacking;
    } catch (KubernetesClientException exception) {
      throw ClusterTrouble.of(
          "asking the cluster at %s what it has".formatted(client.getMasterUrl()), exception);
    }
  }

  private void remember(String namespace) {
    if (fit.size() >= MAX_REMEMBERED) {
      fit.clear();
    }
    fit.add(namespace);
  }

  private List<String> lackingKinds() {
    APIResourceList found = client.getApiResources(ARGO + "/v1alpha1");
    Set<String> names =
        found == null
            ? Set.of()
            : found.getResources().stream().map(APIResource::getName).collect(Collectors.toSet());
    List<String> lacking = KINDS.stream().filter(kind -> !names.contains(kind)).toList();
    return lacking.isEmpty()
        ? List.of()
        : List.of(
            "the cluster at %s has no %s in %s/v1alpha1 (expected: the custom resources of Argo Workflows 3.7, from the manifests of its release)"
                .formatted(client.getMasterUrl(), String.join(", ", lacking), ARGO));
  }

  private List<String> lackingRights(String namespace) {
    var lacking = new ArrayList<String>();
    for (Right right : RIGHTS) {
      String of = right.isOfNamespace() ? namespace : "";
      if (!isGranted(right, of)) {
        lacking.add(
            "the server's account may not %s %s.%s %s (expected: a role with that right, bound to it)"
                .formatted(
                    right.verb(),
                    right.resource(),
                    right.group(),
                    of.isEmpty() ? "in the whole cluster" : "in namespace " + of));
      }
    }
    return lacking;
  }

  private boolean isGranted(Right right, String namespace) {
    String[] parts = right.resource().split("/", 2);
    var attributes = new ResourceAttributes();
    attributes.setVerb(right.verb());
    attributes.setGroup(right.group());
    attributes.setResource(parts[0]);
    attributes.setSubresource(parts.length > 1 ? parts[1] : "");
    attributes.setNamespace(namespace);
    SelfSubjectAccessReview answer =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withResourceAttributes(attributes)
                    .endSpec()
                    .build());
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }
}
