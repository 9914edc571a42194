package io.pitwheel.bench.argo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pitwheel.testing.cluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Workflows of runs that ended long ago, as the engine and Argo leave them. */
final class FinishedWorkflows {
  private static final int WRITERS = 8;
  private static final long LONGEST_MINUTES = 60;

  private static final Map<String, String> LABELS =
      Map.of(
          "pitwheel.io/stored",
          "true",
          "workflows.argoproj.io/completed",
          "true",
          "workflows.argoproj.io/phase",
          "Succeeded",
          TestCluster.INSTANCE_LABEL,
          TestCluster.INSTANCE);

  private final ClusterSite site;

  FinishedWorkflows(ClusterSite site) {
    this.site = site;
  }

  /** Writes them, in turn into so many new namespaces. */
  void write(int workflows, int namespaces) throws InterruptedException {
    List<String> names =
        IntStream.range(0, namespaces)
            .mapToObj(number -> "%s-%d".formatted(site.namespace(), number))
            .toList();
    inParallel(namespaces, number -> makeNamespace(names.get(number)));
    inParallel(workflows, number -> make(names.get(number % namespaces), number));
  }

  private void makeNamespace(String name) {
    site.client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  private void make(String namespace, int number) {
    var workflow = new GenericKubernetesResource();
    workflow.setApiVersion("argoproj.io/v1alpha1");
    workflow.setKind("Workflow");
    workflow.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName("finished-" + number)
            .withLabels(LABELS)
            .addToLabels("pipeline/runid", "finished-" + number)
            .build());
    workflow.setAdditionalProperties(
        Map.of(
            "spec",
            Map.of(
                "entrypoint", "a", "templates", List.of(Map.of("name", "a", "suspend", Map.of()))),
            "status",
            Map.of("phase", "Succeeded", "finishedAt", "2026-01-01T00:00:00Z")));
    site.client().resource(workflow).create();
  }

  private interface Numbered {
    void make(int number);
  }

  private static void inParallel(int count, Numbered writing) throws InterruptedException {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> begun =
          IntStream.range(0, count)
              .<Future<?>>mapToObj(number -> writers.submit(() -> writing.make(number)))
              .toList();
      for (var each : begun) {
        each.get(LONGEST_MINUTES, TimeUnit.MINUTES);
      }
    } catch (ExecutionException | TimeoutException exception) {
      throw new IllegalStateException("writing finished Workflows", exception);
    }
  }
}
