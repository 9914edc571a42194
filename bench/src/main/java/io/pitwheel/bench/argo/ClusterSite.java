package io.pitwheel.bench.argo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.testing.cluster.ServerFlags;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.testing.objectstore.BucketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server of its own process whose tasks are pods in a namespace of the cluster that the tests
 * have, with artifacts in a real store of buckets.
 */
final class ClusterSite implements AutoCloseable {
  private static final String PORT = "server.port";

  private final TestNamespace namespace;
  private final BucketServer buckets;
  private final StandingServer server;

  private ClusterSite(TestNamespace namespace, BucketServer buckets, StandingServer server) {
    this.namespace = namespace;
    this.buckets = buckets;
    this.server = server;
  }

  /**
   * @param folder for the server's data
   */
  static ClusterSite open(BenchGround ground, Path folder) throws IOException {
    TestCluster cluster = TestCluster.shared();
    var namespace = new TestNamespace(cluster, cluster.newNamespace());
    namespace.makeServiceAccount(ServerFlags.ACCOUNT);
    BucketServer buckets = BucketServer.at(cluster.hostAddress());
    Path data = Files.createDirectories(folder.resolve("data"));
    Map<String, String> flags = ServerFlags.of(namespace, buckets, data);
    int port = Integer.parseInt(flags.getOrDefault(PORT, "0"));
    StandingServer server = StandingServer.start(ground, data, port, variables(flags));
    return new ClusterSite(namespace, buckets, server);
  }

  private static Map<String, String> variables(Map<String, String> flags) {
    var variables = new HashMap<String, String>();
    for (Setting setting : Setting.values()) {
      String value = flags.get(setting.key());
      if (value != null) {
        variables.put(setting.variable(), value);
      }
    }
    return variables;
  }

  StandingServer server() {
    return server;
  }

  KubernetesClient client() {
    return namespace.cluster().client();
  }

  String namespace() {
    return namespace.name();
  }

  @Override
  public void close() {
    server.close();
    buckets.close();
    namespace.cluster().deleteNamespace(namespace.name());
  }
}
