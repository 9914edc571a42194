package io.pitwheel.cli.connection;

/** Starts servers in this process. The distribution implements it, since a client sees none. */
public interface EmbeddedServers {
  /**
   * Starts a server and returns when it answers requests.
   *
   * @throws DataFolderBusy when another process owns the data folder
   * @throws io.pitwheel.cli.outcome.CommandFailure when it cannot start: a port that is taken, a
   *     setting that is wrong, a folder of a newer version
   */
  EmbeddedServer start(ServerStart start) throws DataFolderBusy;
}
