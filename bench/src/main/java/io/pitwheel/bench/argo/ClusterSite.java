package io.pitwheel.bench.argo;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.objectstore.BucketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server of its own process whose tasks are pods in a namespace of the cluster that the tests
 * have, with artifacts in a real store of buckets.
 */
final class ClusterSite implements AutoCloseable {
  private static final String ACCOUNT = "pipeline-runner";

  private final TestCluster cluster;
  private final String namespace;
  private final BucketServer buckets;
  private final StandingServer server;

  private ClusterSite(
      TestCluster cluster, String namespace, BucketServer buckets, StandingServer server) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.buckets = buckets;
    this.server = server;
  }

  /**
   * @param folder for the server's data
   */
  static ClusterSite open(BenchGround ground, Path folder) throws IOException {
    TestCluster cluster = TestCluster.shared();
    String namespace = cluster.newNamespace();
    cluster
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    BucketServer buckets = BucketServer.at(cluster.hostAddress());
    Path data = Files.createDirectories(folder.resolve("data"));
    int port = freePort(cluster.hostAddress());
    StandingServer server =
        StandingServer.start(ground, data, port, settings(cluster, namespace, buckets, data, port));
    return new ClusterSite(cluster, namespace, buckets, server);
  }

  private static Map<String, String> settings(
      TestCluster cluster, String namespace, BucketServer buckets, Path data, int port)
      throws IOException {
    BucketSettings store = BucketSettings.of(buckets, data);
    var settings = new HashMap<String, String>();
    settings.put("PITWHEEL_OBJECTSTORE_ROOT", store.root());
    settings.put("PITWHEEL_OBJECTSTORE_PROVIDERS_FILE", store.providersFile().toString());
    settings.put("PITWHEEL_EXECUTION_ENGINE", "argo");
    settings.put("PITWHEEL_SERVER_HOST", cluster.hostAddress());
    settings.put("PITWHEEL_SERVER_ALLOW_REMOTE", "true");
    settings.put("PITWHEEL_KUBERNETES_CONFIGURATION_FILE", cluster.kubeconfig().toString());
    settings.put("PITWHEEL_KUBERNETES_NAMESPACE", namespace);
    settings.put("PITWHEEL_KUBERNETES_INSTANCE_ID", TestCluster.INSTANCE);
    settings.put("PITWHEEL_KUBERNETES_LAUNCHER_IMAGE", cluster.launcherImage());
    settings.put(
        "PITWHEEL_KUBERNETES_SERVER_ADDRESS",
        "http://%s:%d".formatted(cluster.hostAddress(), port));
    return settings;
  }

  StandingServer server() {
    return server;
  }

  KubernetesClient client() {
    return cluster.client();
  }

  String namespace() {
    return namespace;
  }

  @Override
  public void close() {
    server.close();
    buckets.close();
    cluster.deleteNamespace(namespace);
  }

  private static int freePort(String address) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return socket.getLocalPort();
    }
  }
}
