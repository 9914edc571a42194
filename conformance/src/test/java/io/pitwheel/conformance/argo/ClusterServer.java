package io.pitwheel.conformance.argo;

import io.pitwheel.server.assembly.ChosenEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.objectstore.BucketSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A server of this JVM whose tasks are pods in a namespace of the real cluster, with artifacts in a
 * real store of buckets that they reach.
 */
public final class ClusterServer implements AutoCloseable {
  /** By which the pods of runs work that name none. */
  static final String ACCOUNT = "pipeline-runner";

  private final BucketServer buckets;
  private final PitwheelServer server;

  private ClusterServer(BucketServer buckets, PitwheelServer server) {
    this.buckets = buckets;
    this.server = server;
  }

  /**
   * Starts one; its namespace is nobody else's.
   *
   * @param folder for its data
   */
  public static ClusterServer start(TestNamespace namespace, Path folder) {
    return start(namespace, folder, Map.of());
  }

  /**
   * The same with further settings.
   *
   * @param further as on the command line
   */
  public static ClusterServer start(
      TestNamespace namespace, Path folder, Map<String, String> further) {
    namespace.makeServiceAccount(ACCOUNT);
    String host = namespace.cluster().hostAddress();
    BucketServer buckets = BucketServer.at(host);
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      Map<String, String> flags = flags(namespace, buckets, data);
      flags.putAll(further);
      return new ClusterServer(
          buckets, PitwheelServer.start(ServerSettings.of(data, flags), new ChosenEngineFactory()));
    } catch (IOException exception) {
      buckets.close();
      throw new UncheckedIOException(exception);
    } catch (RuntimeException exception) {
      buckets.close();
      throw exception;
    }
  }

  /** The store that its pods reach. */
  public BucketServer buckets() {
    return buckets;
  }

  /** Of its REST API. */
  public String address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    buckets.close();
  }

  /**
   * What a server is told for it, as on the command line.
   *
   * @param data its folder
   */
  static Map<String, String> flags(TestNamespace namespace, BucketServer buckets, Path data)
      throws IOException {
    Map<String, String> flags = new HashMap<>(BucketSettings.of(buckets, data).flags());
    flags.putAll(clusterFlags(namespace, namespace.cluster().hostAddress()));
    return flags;
  }

  private static Map<String, String> clusterFlags(TestNamespace namespace, String host)
      throws IOException {
    TestCluster cluster = namespace.cluster();
    int port = freePort(host);
    return Map.of(
        "execution.engine",
        "argo",
        "server.host",
        host,
        "server.allowRemote",
        "true",
        "server.port",
        Integer.toString(port),
        "server.grpcPort",
        "0",
        "kubernetes.configurationFile",
        cluster.kubeconfig().toString(),
        "kubernetes.namespace",
        namespace.name(),
        "kubernetes.instanceId",
        TestCluster.INSTANCE,
        "kubernetes.launcherImage",
        cluster.launcherImage(),
        "kubernetes.serverAddress",
        "http://%s:%d".formatted(host, port));
  }

  private static int freePort(String address) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }
}
