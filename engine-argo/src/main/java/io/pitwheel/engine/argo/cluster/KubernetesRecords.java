package io.pitwheel.engine.argo.cluster;

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
import java.util.List;
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
    List<String> workflows = new ArrayList<>();
    collect(
        records,
        "workflows",
        () ->
            client
                .genericKubernetesResources(ArgoKinds.WORKFLOWS)
                .inNamespace(namespace)
                .withLabel(WorkflowWords.RUN_LABEL, runId)
                .list(bounded())
                .getItems()
                .stream()
                .peek(found -> workflows.add(found.getMetadata().getName())));
    for (String workflow : workflows) {
      collect(
          records,
          "workflowtasksets",
          () ->
              Stream.ofNullable(
                  client
                      .genericKubernetesResources(ArgoKinds.TASK_SETS)
                      .inNamespace(namespace)
                      .withName(workflow)
                      .get()));
    }
    List<Pod> pods = new ArrayList<>();
    collect(records, "pods", () -> podsOf(namespace, runId).peek(pods::add));
    collect(records, "events", () -> eventsOf(namespace, workflows, pods));
    pods.stream()
        .sorted(Comparator.comparing(KubernetesRecords::hasSucceeded))
        .limit(MAX_LOGGED_PODS)
        .forEach(pod -> records.addAll(logsOf(pod)));
    return records;
  }

  /** In the place of what may not be read stands why. */
  private static void collect(
      List<ClusterRecord> records, String kind, Supplier<Stream<? extends HasMetadata>> found) {
    try {
      found
          .get()
          .map(each ->
              new ClusterRecord(
                  "%s/%s".formatted(kind, each.getMetadata().getName()), description(each)))
          .forEach(records::add);
    } catch (KubernetesClientException exception) {
      records.add(notRead(kind, "reading " + kind, exception));
    }
  }

  private Stream<Pod> podsOf(String namespace, String runId) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(WorkflowWords.RUN_LABEL, runId)
        .list(bounded())
        .getItems()
        .stream();
  }

  private Stream<? extends HasMetadata> eventsOf(
      String namespace, List<String> workflows, List<Pod> pods) {
    List<String> names =
        Stream.concat(workflows.stream(), pods.stream().map(pod -> pod.getMetadata().getName()))
            .toList();
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> names.contains(event.getInvolvedObject().getName()))
        .limit(MAX_OBJECTS);
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
