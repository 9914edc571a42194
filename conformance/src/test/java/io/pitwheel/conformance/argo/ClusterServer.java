package io.pitwheel.conformance.argo;

import io.pitwheel.server.assembly.ChosenEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.testing.cluster.ServerFlags;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.testing.objectstore.BucketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server of this JVM whose tasks are pods in a namespace of the real cluster, with artifacts in a
 * real store of buckets that they reach.
 */
public final class ClusterServer implements AutoCloseable {
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
    namespace.makeServiceAccount(ServerFlags.ACCOUNT);
    String host = namespace.cluster().hostAddress();
    BucketServer buckets = BucketServer.at(host);
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      Map<String, String> flags = ServerFlags.of(namespace, buckets, data);
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
}
