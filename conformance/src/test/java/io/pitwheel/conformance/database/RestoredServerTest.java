package io.pitwheel.conformance.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.ServerClient;
import io.pitwheel.conformance.replica.Marks;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.OperationsGuide;
import io.pitwheel.testing.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole server that is lost after its database was backed up in the middle of a run, and restored
 * as the guide for admins says.
 */
class RestoredServerTest {
  private static final List<String> CHAIN = List.of("one", "two", "three");

  @TempDir Path folder;
  private Marks marks;

  @BeforeEach
  void prepare() throws IOException {
    marks = new Marks(Files.createDirectory(folder.resolve("marks")));
    Files.createDirectory(folder.resolve("backup"));
  }

  @Test
  void goesOnFromItsDataFolder() throws Exception {
    restoreInTheMiddleOfARun(
        "SQLite", new Database(Map.of(), Map.of()), new Database(Map.of(), Map.of()));
  }

  @Test
  void goesOnFromPostgresql() throws Exception {
    restoreInTheMiddleOfARun(
        "PostgreSQL",
        Database.on(DatabaseServer.postgresql()),
        Database.on(DatabaseServer.postgresql()));
  }

  @Test
  void goesOnFromMariadb() throws Exception {
    restoreInTheMiddleOfARun(
        "MariaDB", Database.on(DatabaseServer.mariadb()), Database.on(DatabaseServer.mariadb()));
  }

  private record Database(Map<String, String> settings, Map<String, String> variables) {
    static Database on(DatabaseServer server) {
      TestDatabase database = server.createWhole();
      return new Database(
          Map.of(
              "database.url", database.url(),
              "database.user", database.user(),
              "database.password", database.password()),
          server.adminVariables(database));
    }
  }

  private void restoreInTheMiddleOfARun(String kind, Database lost, Database restored)
      throws Exception {
    String runId;
    try (PitwheelServer server = start(lost);
        ServerClient client = new ServerClient(server.address())) {
      runId = client.create(run());
      marks.let("one");
      marks.awaitLaunches("two", 1);
      type(kind + ": back up", lost);
      marks.let("two");
      marks.let("three");
      client.follow(runId);
      assertThat(client.stateOf(runId)).isEqualTo("SUCCEEDED");
      type("Data folder: back up", lost);
    }
    Files.move(folder.resolve("data"), folder.resolve("lost"));
    Files.delete(marks.folder().resolve("go-two"));

    type("Data folder: restore", restored);
    type(kind + ": restore", restored);

    try (PitwheelServer server = start(restored);
        ServerClient client = new ServerClient(server.address())) {
      marks.awaitLaunches("two", 2);
      assertThat(client.stateOf(runId)).isEqualTo("RUNNING");
      marks.let("two");
      List<String> events = client.follow(runId);
      assertThat(client.stateOf(runId)).isEqualTo("SUCCEEDED");
      assertThat(events)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, events.size()).mapToObj(Integer::toString).toList());
    }
    assertThat(marks.launches()).isEqualTo(Map.of("one", 1, "two", 2, "three", 2));
    assertThat(filesOf(runId, "one/1")).hasSize(1);
    assertThat(filesOf(runId, "two/2")).hasSize(1);
    // It had run as this very attempt before, and what it left had been backed up.
    assertThat(filesOf(runId, "three/1")).hasSize(1);
  }

  private List<Path> filesOf(String runId, String attempt) throws IOException {
    Path model =
        folder.resolve("data/artifacts/restored").resolve(runId).resolve(attempt).resolve("model");
    try (var files = Files.list(model)) {
      return files.toList();
    }
  }

  private void type(String title, Database database) {
    var variables = new HashMap<>(database.variables());
    variables.put("DATA", folder.resolve("data").toString());
    variables.put("BACKUP", folder.resolve("backup").toString());
    OperationsGuide.type(title, variables).requireSuccess();
  }

  private PitwheelServer start(Database database) {
    var settings = new HashMap<>(database.settings());
    settings.putAll(Map.of("server.port", "0", "server.grpcPort", "0", "execution.slots", "2"));
    return PitwheelServer.start(
        ServerSettings.of(folder.resolve("data"), settings), LocalEngineFactory.ofThisMachine());
  }

  private String run() {
    String command =
        marks.leaving() + marks.waiting() + "; mkdir $1 && echo weights > $1/made-by-$$";
    String tasks =
        IntStream.range(0, CHAIN.size())
            .mapToObj(index -> task(CHAIN.get(index), index == 0 ? "" : CHAIN.get(index - 1)))
            .collect(Collectors.joining(","));
    return """
    {"display_name": "restored", "pipeline_spec": {
      "pipelineInfo": {"name": "restored"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "%s"],
        "args": ["{{$.inputs.parameters['name']}}", "{{$.outputs.artifacts['model'].path}}"]}}}},
      "components": {"comp-mark": {"executorLabel": "exec-mark",
        "inputDefinitions": {"parameters": {"name": {"parameterType": "STRING"}}},
        "outputDefinitions": {"artifacts": {"model": {"artifactType": {
          "schemaTitle": "system.Model", "schemaVersion": "0.0.1"}}}}}},
      "root": {"dag": {"tasks": {%s}}}}}
    """
        .formatted(command, tasks);
  }

  private static String task(String name, String before) {
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {"name": {"runtimeValue": {"constant": "%1$s"}}}}}\
    """
        .formatted(
            name, before.isEmpty() ? "" : ", \"dependentTasks\": [\"%s\"]".formatted(before));
  }
}
