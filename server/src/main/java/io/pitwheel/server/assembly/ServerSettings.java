package io.pitwheel.server.assembly;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param host name or address to listen on
 * @param port of REST; 0 for a free one
 * @param grpcPort 0 for a free one
 * @param dataFolder made when it is not there
 * @param allowsRemote must be true for a host beyond loopback, since there is no authentication yet
 * @param systemLines gets the lines of the system log, besides the object store; null for nobody
 * @param environment variables that are settings
 */
public record ServerSettings(
    String host,
    int port,
    int grpcPort,
    Path dataFolder,
    boolean allowsRemote,
    @Nullable OutputStream systemLines,
    Map<String, String> environment) {
  public static final int DEFAULT_PORT = 8888;
  public static final int DEFAULT_GRPC_PORT = 8887;

  /** Free ports on loopback. */
  public static ServerSettings local(Path dataFolder) {
    return new ServerSettings("127.0.0.1", 0, 0, dataFolder, false, null, Map.of());
  }
}
