package io.pitwheel.cli.connection;

import java.nio.file.Path;

/**
 * How a server is to be started.
 *
 * @param port 0 for any that is free
 * @param grpcPort 0 for any that is free
 * @param allowsRemote whether a host beyond loopback may be served without authentication
 * @param tellsSystemLog whether standard output gets the lines of the system log
 */
public record ServerStart(
    String host,
    int port,
    int grpcPort,
    Path dataFolder,
    boolean allowsRemote,
    boolean tellsSystemLog) {
  /** One that only this machine reaches, on ports nobody chose. */
  public static ServerStart onLoopback(Path dataFolder) {
    return new ServerStart("127.0.0.1", 0, 0, dataFolder, false, false);
  }
}
