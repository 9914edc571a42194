package io.pitwheel.bench.held;

import io.pitwheel.bench.server.ApiClient;
import io.pitwheel.engine.Engine;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server inside this process, on free ports, that holds every run it is given. */
final class HeldServer implements AutoCloseable {
  private final PitwheelServer server;
  private final ApiClient client;

  private HeldServer(PitwheelServer server) {
    this.server = server;
    this.client = new ApiClient(server.address());
  }

  /**
   * @param database settings of an empty database; none for one in the data folder
   */
  static HeldServer start(Path data, Map<String, String> database) {
    var flags = new HashMap<>(database);
    flags.put("server.port", "0");
    flags.put("server.grpcPort", "0");
    return new HeldServer(
        PitwheelServer.start(ServerSettings.of(data, flags), HeldServer::engineRoom));
  }

  ApiClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  private static EngineFactory.EngineRoom engineRoom(EngineFactory.Surroundings surroundings) {
    return new EngineFactory.EngineRoom(
        new HoldingEngine(),
        new FolderTaskLogs(surroundings.dataFolder()),
        new FolderObjectStore(surroundings.dataFolder()),
        LocalFolders.EVERYWHERE,
        surroundings.dataFolder().toString(),
        _ -> {},
        () -> {});
  }

  /** Takes every run and does nothing with it. */
  private static final class HoldingEngine implements Engine {
    @Override
    public void submit(String runId) {
      // Held.
    }

    @Override
    public void retry(String runId) {
      // Held.
    }

    @Override
    public void terminate(String runId) {
      // Held.
    }
  }
}
