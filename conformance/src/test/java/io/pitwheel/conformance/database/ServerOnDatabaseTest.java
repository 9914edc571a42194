package io.pitwheel.conformance.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose state is in a database behind a network, and that database's crash. */
class ServerOnDatabaseTest {
  private static final int ITERATIONS = 6;
  private static final String RUNS = "/apis/v2beta1/runs";

  @TempDir Path folder;

  @Test
  void runsAPipelineOnPostgresqlAlthoughItCrashesMeanwhile() throws Exception {
    runThroughACrash(DatabaseServer.postgresql());
  }

  @Test
  void runsAPipelineOnMariadbAlthoughItCrashesMeanwhile() throws Exception {
    runThroughACrash(DatabaseServer.mariadb());
  }

  private void runThroughACrash(DatabaseServer database) throws Exception {
    Path marks = Files.createDirectory(folder.resolve("marks"));
    TestDatabase empty = database.create();
    try (PitwheelServer server =
            PitwheelServer.start(settings(empty), LocalEngineFactory.ofThisMachine());
        HttpClient client = HttpClient.newHttpClient()) {
      URI runs = URI.create(server.address() + RUNS);
      String runId = create(client, runs, marks);

      List<String> events = follow(client, runs, runId, () -> crash(database, marks));

      JsonObject run = get(client, URI.create(runs + "/" + runId));
      assertThat(run.members().get("state")).isEqualTo(new JsonText("SUCCEEDED"));
      assertThat(events).doesNotHaveDuplicates();
    }
    try (var files = Files.list(marks)) {
      assertThat(files.filter(file -> !file.endsWith("go")))
          .hasSize(2 * ITERATIONS)
          .allSatisfy(file -> assertThat(file).content().isEqualTo("launched\n"));
    }
    assertThat(database.execute(empty, "select count(*) from tasks where state <> 'SUCCEEDED'"))
        .isEqualTo("0");
    assertThat(
            database.execute(
                empty, "select count(*) - max(run_sequence) from events group by run_id"))
        .isEqualTo("0");
  }

  /** Tasks that wait for the file end while the database is away. */
  private static void crash(DatabaseServer database, Path marks) {
    database.crash();
    try {
      Files.createFile(marks.resolve("go"));
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    } finally {
      database.startAgain();
    }
  }

  private ServerSettings settings(TestDatabase database) {
    return ServerSettings.of(
        folder.resolve("data"),
        Map.of(
            "server.port",
            "0",
            "server.grpcPort",
            "0",
            "execution.slots",
            "4",
            "database.url",
            database.url(),
            "database.user",
            database.user(),
            "database.password",
            database.password()));
  }

  private static String create(HttpClient client, URI runs, Path marks) throws Exception {
    var response =
        client.send(
            HttpRequest.newBuilder(runs)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request(marks)))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var run = (JsonObject) JsonReader.read(response.body());
    return run.members().get("run_id") instanceof JsonText(String id) ? id : "";
  }

  private static JsonObject get(HttpClient client, URI place) throws Exception {
    var response = client.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return (JsonObject) JsonReader.read(response.body());
  }

  /** The ids of all events; the action is done when the first step runs. */
  private static List<String> follow(HttpClient client, URI runs, String runId, Runnable action)
      throws Exception {
    var ids = new ArrayList<String>();
    boolean isDone = false;
    while (true) {
      URI place =
          URI.create(
              "%s/%s/events?after=%s".formatted(runs, runId, ids.isEmpty() ? "0" : ids.getLast()));
      var response =
          client.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofInputStream());
      if (response.statusCode() == HttpURLConnection.HTTP_NO_CONTENT) {
        return ids;
      }
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("id:")) {
            ids.add(line.substring("id:".length()).strip());
          }
          if (!isDone && line.contains("/first") && line.contains("RUNNING")) {
            isDone = true;
            action.run();
          }
        }
      } catch (IOException exception) {
        // The stream broke with the database behind it; it goes on after the last event seen.
      }
    }
  }

  private static String request(Path marks) {
    String items =
        String.join(",", IntStream.range(0, ITERATIONS).mapToObj(Integer::toString).toList());
    return """
    {"display_name": "crash", "pipeline_spec": {
      "pipelineInfo": {"name": "crash"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "echo launched >> '%1$s'/$0; while [ ! -e '%1$s'/go ]; do sleep 0.1; done"],
        "args": ["{{$.inputs.parameters['step']}}{{$.inputs.parameters['item']}}"]}}}},
      "components": {
        "comp-mark": {"executorLabel": "exec-mark", "inputDefinitions": {"parameters": {
          "step": {"parameterType": "STRING"}, "item": {"parameterType": "NUMBER_INTEGER"}}}},
        "comp-loop": {"dag": {"tasks": {%2$s, %3$s}},
          "inputDefinitions": {"parameters": {"item": {"parameterType": "NUMBER_INTEGER"}}}}},
      "root": {"dag": {"tasks": {"loop": {"componentRef": {"name": "comp-loop"},
        "taskInfo": {"name": "loop"},
        "parameterIterator": {"itemInput": "item", "items": {"raw": "[%4$s]"}}}}}}}}
    """
        .formatted(
            marks, task("first", ""), task("second", ", \"dependentTasks\": [\"first\"]"), items);
  }

  private static String task(String name, String dependency) {
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {
        "step": {"runtimeValue": {"constant": "%1$s"}},
        "item": {"componentInputParameter": "item"}}}}\
    """
        .formatted(name, dependency);
  }
}
