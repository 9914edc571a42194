package io.pitwheel.testing.cluster;

import io.pitwheel.testing.network.FreePort;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.objectstore.BucketSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a server is told whose tasks are pods in a namespace of the cluster. */
public final class ServerFlags {
  /** The account by which pods work that name none; the namespace is to have it. */
  public static final String ACCOUNT = "pipeline-runner";

  private ServerFlags() {}

  /**
   * By key, as on the command line: REST at a free port of the address that pods reach.
   *
   * @param buckets a store that pods reach
   * @param data the server's folder
   */
  public static Map<String, String> of(TestNamespace namespace, BucketServer buckets, Path data)
      throws IOException {
    TestCluster cluster = namespace.cluster();
    String host = cluster.hostAddress();
    int port = FreePort.at(host);
    var flags = new HashMap<>(BucketSettings.of(buckets, data).flags());
    flags.put("execution.engine", "argo");
    flags.put("server.host", host);
    flags.put("server.allowRemote", "true");
    flags.put("server.port", Integer.toString(port));
    flags.put("server.grpcPort", "0");
    // It names the namespace, too.
    Path kubeconfig = namespace.makeServerAccount(data.resolve("kubeconfig"));
    flags.put("kubernetes.configurationFile", kubeconfig.toString());
    flags.put("kubernetes.instanceId", TestCluster.INSTANCE);
    flags.put("kubernetes.launcherImage", cluster.launcherImage());
    flags.put("kubernetes.serverAddress", "http://%s:%d".formatted(host, port));
    return flags;
  }
}
