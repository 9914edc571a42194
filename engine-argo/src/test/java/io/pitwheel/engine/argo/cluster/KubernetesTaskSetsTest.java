package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pitwheel.engine.argo.agent.TaskSetView;
import io.pitwheel.engine.argo.agent.TaskSets;
import io.pitwheel.engine.argo.agent.TaskSetsContract;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a real cluster. No controller takes notice of task sets without a label. */
@ExtendWith(ClusterExtension.class)
final class KubernetesTaskSetsTest extends TaskSetsContract {
  private static final String INSTANCE = "nobody";

  private final TestNamespace namespace;
  private final KubernetesTaskSets taskSets;

  KubernetesTaskSetsTest(TestCluster cluster, TestNamespace namespace) {
    this.namespace = namespace;
    this.taskSets = new KubernetesTaskSets(cluster.client(), INSTANCE);
  }

  @Override
  protected TaskSets taskSets() {
    return taskSets;
  }

  @Override
  protected TaskSetView make(Map<String, String> asked) {
    var tasks = new TreeMap<String, Object>();
    asked.forEach((node, key) -> tasks.put(node, template(key)));
    tasks.put("foreign", Map.of("name", "x", "plugin", Map.of("other", Map.of("a", "1"))));
    var resource = new GenericKubernetesResource();
    resource.setApiVersion("argoproj.io/v1alpha1");
    resource.setKind("WorkflowTaskSet");
    resource.setMetadata(new ObjectMetaBuilder().withGenerateName("workflow-").build());
    resource.setAdditionalProperty("spec", Map.of("tasks", tasks));
    GenericKubernetesResource made =
        namespace
            .cluster()
            .client()
            .genericKubernetesResources(ArgoKinds.TASK_SETS)
            .inNamespace(namespace.name())
            .resource(resource)
            .create();
    return new TaskSetReader(INSTANCE).read(made);
  }

  private static Map<String, Object> template(String key) {
    return Map.of("name", "d", "plugin", Map.of("pitwheel", Map.of("a", key)));
  }
}
