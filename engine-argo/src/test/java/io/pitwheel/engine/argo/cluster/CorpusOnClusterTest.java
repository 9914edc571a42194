package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.pitwheel.engine.argo.compiler.CorpusPipelines;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every real pipeline's Workflow is taken by a real API server and a real controller. */
@ExtendWith(ClusterExtension.class)
final class CorpusOnClusterTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final WorkflowCompiler COMPILER =
      new WorkflowCompiler(
          new WorkflowSettings(
              TestCluster.INSTANCE, "pitwheel/launcher:test", "http://pitwheel:8888"));

  @Test
  void isAcceptedAndBegun(TestCluster cluster, TestNamespace namespace) {
    var workflows = new KubernetesWorkflows(cluster.client(), TestCluster.INSTANCE);
    Map<String, String> names = submitAll(workflows, namespace.name());

    var refused = new TreeMap<String, String>();
    names.forEach((name, pipeline) -> {
      GenericKubernetesResource begun =
          cluster
              .client()
              .genericKubernetesResources(ArgoKinds.WORKFLOWS)
              .inNamespace(namespace.name())
              .withName(name)
              .waitUntilCondition(
                  workflow -> workflow != null && workflow.get("status", "phase") != null,
                  PATIENCE_SECONDS,
                  TimeUnit.SECONDS);
      if (!"Running".equals(begun.get("status", "phase"))) {
        refused.put(pipeline, String.valueOf(begun.<Object>get("status")));
      }
      workflows.release(namespace.name(), name);
    });

    assertThat(refused).isEmpty();
  }

  private static Map<String, String> submitAll(KubernetesWorkflows workflows, String namespace) {
    var names = new TreeMap<String, String>();
    CorpusPipelines.valid()
        .forEach((pipeline, graph) -> {
          WorkflowTarget target = targetOf(pipeline, graph, namespace);
          workflows.createUnlessThere(namespace, COMPILER.compile(graph, target));
          names.put(target.name(), pipeline);
        });
    return names;
  }

  private static WorkflowTarget targetOf(String pipeline, TaskGraph graph, String namespace) {
    return WorkflowTarget.of(
        "run-of-" + Integer.toHexString(pipeline.hashCode()),
        graph.specification().name(),
        namespace,
        "default");
  }
}
