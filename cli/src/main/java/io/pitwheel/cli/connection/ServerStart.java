package io.pitwheel.cli.connection;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to be started.
 *
 * @param settingsFile null for none
 * @param flags settings of the command line by key, such as {@code server.port}: they beat the
 *     environment and the file
 * @param tellsSystemLog whether standard output gets the lines of the system log
 */
public record ServerStart(
    Path dataFolder,
    @Nullable Path settingsFile,
    Map<String, String> flags,
    boolean tellsSystemLog) {
  public static final String HOST = "server.host";
  public static final String PORT = "server.port";
  public static final String GRPC_PORT = "server.grpcPort";
  public static final String ALLOW_REMOTE = "server.allowRemote";
  public static final String SCHEDULES = "schedules.enabled";

  public ServerStart {
    flags = Map.copyOf(flags);
  }

  /**
   * One that only this machine reaches, on ports nobody chose. It leaves schedules alone: it is
   * gone before what they would start has ended.
   */
  public static ServerStart onLoopback(Path dataFolder) {
    return onLoopback(dataFolder, null);
  }

  /** The same, with the other settings of a file. */
  public static ServerStart onLoopback(Path dataFolder, @Nullable Path settingsFile) {
    return new ServerStart(
        dataFolder,
        settingsFile,
        Map.of(
            HOST,
            "127.0.0.1",
            PORT,
            "0",
            GRPC_PORT,
            "0",
            ALLOW_REMOTE,
            "false",
            SCHEDULES,
            "false"),
        false);
  }
}
