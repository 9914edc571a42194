package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What pods wait for of which Argo only says that they begin: it looks at the containers of the
 * task, not at those before it, and not at what the node tries before it starts any.
 */
final class PodWaits {
  /** What is said of containers and pods that wait for nothing: they are on their way. */
  static final Set<String> BEGINNINGS = Set.of("PodInitializing", "ContainerCreating");

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String WORKFLOW_LABEL = "workflows.argoproj.io/workflow";
  private static final String NODE_ANNOTATION = "workflows.argoproj.io/node-id";

  /** Of one Workflow at a time; what more there is mostly waits for the same. */
  private static final long MAX_LOOKED_AT = 100;

  /** Pods whose events are asked for, each by a question of its own. */
  private static final int MAX_ASKED_ABOUT = 20;

  /** Characters of why a pod waits: a scheduler names what is amiss with each kind of node. */
  private static final int MAX_REASON_LENGTH = 2_000;

  private final KubernetesClient client;

  PodWaits(KubernetesClient client) {
    this.client = client;
  }

  /** By Argo's ids of nodes, for pods of a Workflow that have not begun and name something. */
  Map<String, String> find(String namespace, String workflow) {
    try {
      return reasons(pods(namespace, workflow, null).getItems());
    } catch (KubernetesClientException exception) {
      throw ClusterTrouble.of(
          "looking at the pods of Workflow %s/%s".formatted(namespace, workflow), exception);
    }
  }

  /**
   * As {@link io.pitwheel.engine.argo.workflow.Workflows#endPod} says: by a deadline that is over.
   */
  void end(String namespace, String workflow, String node) {
    try {
      String next = null;
      do {
        PodList page = pods(namespace, workflow, next);
        page.getItems().stream()
            .filter(pod -> node.equals(pod.getMetadata().getAnnotations().get(NODE_ANNOTATION)))
            .forEach(pod -> endNow(namespace, pod.getMetadata().getName()));
        next = page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
    } catch (KubernetesClientException exception) {
      if (!ClusterTrouble.isAbsent(exception)) {
        throw ClusterTrouble.of(
            "ending a pod of Workflow %s/%s that never begins".formatted(namespace, workflow),
            exception);
      }
    }
  }

  private void endNow(String namespace, String pod) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .patch(MERGE, "{\"spec\":{\"activeDeadlineSeconds\":1}}");
  }

  private PodList pods(String namespace, String workflow, @Nullable String next) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(WORKFLOW_LABEL, workflow)
        .withField("status.phase", "Pending")
        .list(new ListOptionsBuilder().withLimit(MAX_LOOKED_AT).withContinue(next).build());
  }

  private Map<String, String> reasons(List<Pod> pods) {
    var reasons = new HashMap<String, String>();
    int asked = 0;
    for (Pod pod : pods) {
      Optional<String> found = ofContainers(pod);
      if (found.isEmpty() && mayWaitForItsNode(pod) && asked < MAX_ASKED_ABOUT) {
        asked++;
        found = ofNode(pod);
      }
      String node = pod.getMetadata().getAnnotations().get(NODE_ANNOTATION);
      if (node != null) {
        found.ifPresent(words -> reasons.put(node, cut(words)));
      }
    }
    return reasons;
  }

  /** Those of the launcher and of Argo come first: the command's begins after them. */
  static Optional<String> ofContainers(Pod pod) {
    var status = pod.getStatus();
    return Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
        .flatMap(container -> ofContainer(container).stream())
        .findFirst();
  }

  private static Optional<String> ofContainer(ContainerStatus container) {
    return Optional.ofNullable(container.getState().getWaiting())
        .filter(waiting -> isReason(waiting.getReason()))
        .map(waiting -> "container %s: %s".formatted(container.getName(), words(waiting)));
  }

  private static boolean isReason(@Nullable String reason) {
    return reason != null && !reason.isEmpty() && !BEGINNINGS.contains(reason);
  }

  private static String words(ContainerStateWaiting waiting) {
    String message = waiting.getMessage();
    return message == null || message.isEmpty()
        ? waiting.getReason()
        : waiting.getReason() + ": " + message;
  }

  /** It has a node that has not got what its containers need: volumes, a network. */
  static boolean mayWaitForItsNode(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(condition ->
            condition.getType().equals("PodReadyToStartContainers")
                && condition.getStatus().equals("False"));
  }

  /** Of what a node tries and cannot do there are only events. */
  private Optional<String> ofNode(Pod pod) {
    return client
        .v1()
        .events()
        .inNamespace(pod.getMetadata().getNamespace())
        .withField("involvedObject.uid", pod.getMetadata().getUid())
        .withField("type", "Warning")
        .list()
        .getItems()
        .stream()
        .filter(event -> !"FailedScheduling".equals(event.getReason()))
        .max(Comparator.comparing(PodWaits::lastTime))
        .map(event -> event.getReason() + ": " + event.getMessage());
  }

  private static String lastTime(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }

  /** As much of a reason as is kept. */
  static String cut(String words) {
    return words.length() <= MAX_REASON_LENGTH
        ? words
        : words.substring(0, MAX_REASON_LENGTH) + "…";
  }
}
