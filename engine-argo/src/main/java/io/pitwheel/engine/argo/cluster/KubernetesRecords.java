package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pitwheel.engine.ClusterRecord;
import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Workflows, task sets, pods, events and the ends of pods' logs, as a real cluster has them. */
final class KubernetesRecords implements ClusterRecords {
  private static final long MAX_OBJECTS = 200;
  private static final int MAX_LOGGED_PODS = 20;
  private static final int MAX_LOG_LINES = 500;
  private static final int MAX_LOG_BYTES = 64 * 1024;

  private final KubernetesClient client;
  private final UnaryOperator<String> namespaceOf;

  /**
   * @param namespaceOf where the pods of a run are, by its id
   */
  KubernetesRecords(KubernetesClient client, UnaryOperator<String> namespaceOf) {
    this.client = client;
    this.namespaceOf = namespaceOf;
  }

  @Override
  public List<ClusterRecord> of(String runId) {
    String namespace = namespaceOf.apply(runId);
    var records = new ArrayList<ClusterRecord>();
    List<GenericKubernetesResource> workflows =
        collect(records, "workflows", () -> workflowsOf(namespace, runId));
    List<String> names = namesOf(workflows);
    collect(records, "workflowtasksets", () -> taskSetsOf(namespace, names));
    List<Pod> pods = collect(records, "pods", () -> podsOf(namespace, runId));
    var involved = new HashSet<>(names);
    involved.addAll(namesOf(pods));
    collect(records, "events", () -> eventsOf(namespace, involved));
    pods.stream()
        .sorted(Comparator.comparing(KubernetesRecords::hasSucceeded))
        .limit(MAX_LOGGED_PODS)
        .forEach(pod -> records.addAll(logsOf(pod)));
    return records;
  }

  /** Answers what was found; in the place of what may not be read stands why. */
  private static <T extends HasMetadata> List<T> collect(
      List<ClusterRecord> records, String kind, Supplier<List<T>> asking) {
    try {
      List<T> found = asking.get();
      found.forEach(each ->
          records.add(
              new ClusterRecord(
                  "%s/%s".formatted(kind, each.getMetadata().getName()), description(each))));
      return found;
    } catch (KubernetesClientException exception) {
      records.add(notRead(kind, "reading " + kind, exception));
      return List.of();
    }
  }

  private static List<String> namesOf(List<? extends HasMetadata> found) {
    return found.stream().map(each -> each.getMetadata().getName()).toList();
  }

  private List<GenericKubernetesResource> workflowsOf(String namespace, String runId) {
    return client
        .genericKubernetesResources(ArgoKinds.WORKFLOWS)
        .inNamespace(namespace)
        .withLabel(WorkflowWords.RUN_LABEL, runId)
        .list(bounded())
        .getItems();
  }

  /** Each has the name of its Workflow, and goes when that asks nothing more. */
  private List<GenericKubernetesResource> taskSetsOf(String namespace, List<String> workflows) {
    return workflows.stream()
        .map(name ->
            client
                .genericKubernetesResources(ArgoKinds.TASK_SETS)
                .inNamespace(namespace)
                .withName(name)
                .get())
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Pod> podsOf(String namespace, String runId) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(WorkflowWords.RUN_LABEL, runId)
        .list(bounded())
        .getItems();
  }

  private List<Event> eventsOf(String namespace, Set<String> involved) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> involved.contains(event.getInvolvedObject().getName()))
        .limit(MAX_OBJECTS)
        .toList();
  }

  /** Of each container, whatever is said of its state: that may be older than what it printed. */
  private List<ClusterRecord> logsOf(Pod pod) {
    var wanted = pod.getSpec();
    return Stream.concat(wanted.getInitContainers().stream(), wanted.getContainers().stream())
        .map(container -> logOf(pod, container.getName()))
        .toList();
  }

  private ClusterRecord logOf(Pod pod, String container) {
    String name = "pod-logs/%s/%s".formatted(pod.getMetadata().getName(), container);
    try {
      String log =
          client
              .pods()
              .resource(pod)
              .inContainer(container)
              .limitBytes(MAX_LOG_BYTES)
              .tailingLines(MAX_LOG_LINES)
              .getLog();
      return new ClusterRecord(name, JsonValue.of(log));
    } catch (KubernetesClientException exception) {
      return notRead(name, "reading the log of a pod", exception);
    }
  }

  private static ClusterRecord notRead(
      String name, String tried, KubernetesClientException exception) {
    return new ClusterRecord(
        name + "-not-read",
        JsonValue.of(String.valueOf(ClusterTrouble.of(tried, exception).getMessage())));
  }

  private static boolean hasSucceeded(Pod pod) {
    return "Succeeded".equals(pod.getStatus().getPhase());
  }

  /** Without who wrote which field, which is half of it and helps nobody. */
  private static JsonValue description(HasMetadata found) {
    found.getMetadata().setManagedFields(null);
    return JsonReader.read(Serialization.asJson(found));
  }

  private static ListOptions bounded() {
    return new ListOptionsBuilder().withLimit(MAX_OBJECTS).build();
  }
}
