package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerLifeTest {
  @TempDir Path folder;

  @Test
  void keepsItsFolderPrivateAndTellsOnlyItsOwnerWhereItIs() throws IOException {
    Path data = folder.resolve("deep/data");
    try (var server = new RunningServer(data)) {
      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("server.json"))).isEqualTo("rw-------");
      assertThat(Files.readString(data.resolve("server.json")))
          .contains(
              "\"address\":\"" + server.handle().address() + "\"",
              "\"pid\":" + ProcessHandle.current().pid(),
              "\"token\":\"");
    }
    assertThat(data.resolve("server.json")).doesNotExist();
  }

  @Test
  void refusesAFolderThatAnotherServerOwnsNamingItsProcess() {
    try (var owner = new RunningServer(folder)) {
      assertThatThrownBy(() -> new RunningServer(folder))
          .isInstanceOf(PipelinesException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining(folder.toString());
      assertThat(owner.get("/apis/v2beta1/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesATakenPortNamingIt() {
    try (var other = new RunningServer(folder.resolve("a"))) {
      int port = other.handle().port();
      var settings =
          ServerSettings.of(
              folder.resolve("b"),
              Map.of("server.port", String.valueOf(port), "server.grpcPort", "0"));

      assertThatThrownBy(() -> start(settings))
          .isInstanceOf(PipelinesException.class)
          .hasMessageContaining("port " + port);
      // What was opened on the way is given back.
      new RunningServer(folder.resolve("b")).close();
    }
  }

  @Test
  void refusesAHostBeyondThisMachineUnlessItIsAllowed() {
    var settings =
        ServerSettings.of(
            folder, Map.of("server.host", "0.0.0.0", "server.port", "0", "server.grpcPort", "0"));

    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("--allow-remote");
  }

  @Test
  void givesTheEngineRunsThatWereUnderWayWhenTheLastServerEnded() throws InterruptedException {
    String running;
    try (var server = new RunningServer(folder)) {
      running = server.createRun("one");
      assertThat(server.engine().takeCall()).isEqualTo("submit " + running);
      new RunSteps(server, running).begin();
    }

    try (var server = new RunningServer(folder, 1_000)) {
      assertThat(server.engine().takeCall()).isEqualTo("submit " + running);
    }
  }

  private static void start(ServerSettings settings) {
    PitwheelServer.start(
            settings,
            surroundings ->
                new EngineFactory.EngineRoom(
                    new RecordingEngine(),
                    new FolderTaskLogs(surroundings.dataFolder()),
                    new FolderObjectStore(surroundings.dataFolder()),
                    LocalFolders.EVERYWHERE,
                    surroundings.dataFolder().resolve("artifacts").toString(),
                    _ -> {},
                    () -> {}))
        .close();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
