package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.argo.ClusterServer;
import io.pitwheel.conformance.argo.NodeVolumes;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case, by pods of the real cluster; several at once, since a pod takes its time. */
@Timeout(480)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
class BehaviourOnClusterTest {
  /** As many as cases have workspaces. */
  private static final int VOLUMES = 1;

  /** What the cases' importers name in the bucket {@code bucket}. */
  private static final List<String> IMPORTED = List.of("data.csv", "folder/model.bin", "x");

  @TempDir static Path folder;
  private final TestCluster cluster;
  private NodeVolumes volumes;
  private ClusterServer here;
  private PipelineServer server;

  BehaviourOnClusterTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void openServer(TestNamespace namespace) {
    volumes = NodeVolumes.make(namespace, VOLUMES);
    here =
        ClusterServer.start(
            namespace, folder, Map.of("kubernetes.workspaceStorageClass", volumes.storageClass()));
    IMPORTED.forEach(key -> here.buckets().put("bucket", key, "from elsewhere"));
    server = new PipelineServer(here.address());
  }

  @AfterAll
  void closeServer() {
    if (here != null) {
      server.close();
      here.close();
    }
    if (volumes != null) {
      volumes.close();
    }
  }

  static Stream<String> cases() {
    return BehaviourTest.cases();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void behavesAsItsCaseSays(String name) throws IOException, InterruptedException {
    BehaviourCase given = BehaviourCase.named(name, cluster.newSharedFolder());

    assertThat(given.differences(server)).as(given.about()).isEmpty();
  }
}
