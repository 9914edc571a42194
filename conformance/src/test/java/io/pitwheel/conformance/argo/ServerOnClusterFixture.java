package io.pitwheel.conformance.argo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One whole server for all tests of a class, whose tasks are pods in a namespace of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
abstract class ServerOnClusterFixture {
  final TestNamespace namespace;
  PipelineServer server;
  private ClusterServer here;

  ServerOnClusterFixture(TestNamespace namespace) {
    this.namespace = namespace;
  }

  /** What the namespace is to have before the server starts. */
  void prepare() {}

  @BeforeAll
  void openServer(@TempDir Path folder) {
    prepare();
    here = ClusterServer.start(namespace, folder);
    server = new PipelineServer(here.address());
  }

  @AfterAll
  void closeServer() {
    if (here != null) {
      server.close();
      here.close();
    }
  }

  /** The result document of a run of one task, as text. */
  String ended(OneTask task) throws Exception {
    return JsonWriter.write(server.run(task.request()));
  }

  FilterWatchListDeletable<Pod, PodList, PodResource> pods(String runId) {
    return namespace
        .cluster()
        .client()
        .pods()
        .inNamespace(namespace.name())
        .withLabel("pipeline/runid", runId);
  }
}
