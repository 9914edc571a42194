package io.pitwheel.server.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.ClusterRecord;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.RunSteps;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.server.launch.NoPods;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of everything about a run. */
@Timeout(60)
class SupportRouteTest {
  private static final String POD =
      """
      {"metadata": {"name": "p-1"}, "spec": {"containers": [{"name": "main", "env": [
        {"name": "DB_PASSWORD", "value": "hunter2"}, {"name": "COLOR", "value": "red"},
        {"name": "API_KEY", "valueFrom": {"secretKeyRef": {"name": "store", "key": "a"}}}]}],
        "volumes": [{"secret": {"secretName": "certificates"}}], "note": "uses s3cr3t-word"}}
      """;

  @TempDir Path folder;
  private final NoPods pods = new NoPods();
  private @Nullable PipelinesException trouble;
  private RunningServer server;

  @BeforeEach
  void start() {
    ServerSettings settings = ServerSettings.local(folder.resolve("data"));
    server =
        new RunningServer(
            new ServerSettings(
                settings.dataFolder(),
                settings.chosen(),
                null,
                word -> List.of("run %s waits: it heard s3cr3t-word\n".formatted(word))),
            new EngineFactory.Pods(pods, pods, this::clusterRecords));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void hasTheRunItsTasksTheirLogsAndWhatTheClusterHas() throws IOException {
    String runId = server.createRun("in trouble");
    RunSteps steps = new RunSteps(server, runId).begin().start("greet");
    server.print("greet", 1, "first line\nlast line\n");
    steps.succeed(
        new TaskValues(Map.of("api_token", JsonValue.of("s3cr3t-word")), Map.of()), "greet");

    Map<String, String> archive = archive(runId);

    assertThat(archive)
        .containsKeys("README.txt", "server.yaml", "cluster/pods/p-1.yaml", "system/greet.jsonl")
        .containsEntry("server.log", "run " + runId + " waits: it heard ***\n")
        .containsEntry("logs/greet/1.log", "first line\nlast line\n")
        .containsEntry("cluster/pod-logs/p-1/main.log", "the word is ***\n");
    assertThat(archive.get("run.yaml")).contains("display_name: in trouble", "scope_path: root");
    assertThat(archive.get("result.yaml")).contains("run_id: " + runId, "path: greet");
    assertThat(archive.get("system/greet.jsonl")).contains("SUCCEEDED");
    assertThat(archive.get("cluster/pods/p-1.yaml"))
        .contains("value: red", "name: store", "secretName: certificates", "note: uses ***")
        .doesNotContain("hunter2");
    assertThat(String.join("\n", archive.values())).doesNotContain("s3cr3t-word");
  }

  @Test
  void keepsTheEndOfALongLog() throws IOException {
    String runId = server.createRun("long");
    var _ = new RunSteps(server, runId).begin().start("greet");
    server.print("greet", 1, "x".repeat(99).concat("\n").repeat(5_000) + "the end\n");

    String log = archive(runId).getOrDefault("logs/greet/1.log", "");

    assertThat(log).startsWith("x".repeat(99) + "\n").endsWith("the end\n");
    assertThat(log.length()).isBetween(256 * 1024 - 100, 256 * 1024);
  }

  @Test
  void saysWhatCouldNotBeRead() throws IOException {
    String runId = server.createRun("away");
    var _ = new RunSteps(server, runId).begin().start("greet").succeed(TaskValues.NONE, "greet");
    trouble = new PipelinesException(ErrorCode.UNAVAILABLE, "reading pods: nobody answers");

    Map<String, String> archive = archive(runId);

    assertThat(archive).containsEntry("cluster/not-read.log", "reading pods: nobody answers");
    assertThat(archive.get("logs/greet/1.log")).contains("not read", "is not kept here");
  }

  @Test
  void isRefusedForARunThatIsNotThere() {
    assertThat(server.get("/apis/v2beta1/runs/nobody/support").statusCode()).isEqualTo(404);
  }

  private List<ClusterRecord> clusterRecords(String runId) {
    if (trouble != null) {
      throw trouble;
    }
    return List.of(
        new ClusterRecord("pods/p-1", JsonReader.read(POD)),
        new ClusterRecord("pod-logs/p-1/main", JsonValue.of("the word is s3cr3t-word\n")));
  }

  private Map<String, String> archive(String runId) throws IOException {
    var connection =
        (HttpURLConnection)
            server.uri("/apis/v2beta1/runs/%s/support".formatted(runId)).toURL().openConnection();
    assertThat(connection.getHeaderField("Content-Disposition"))
        .contains("pitwheel-support-%s.zip".formatted(runId));
    var entries = new TreeMap<String, String>();
    try (InputStream body = connection.getInputStream();
        var archive = new ZipInputStream(new ByteArrayInputStream(body.readAllBytes()))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        entries.put(entry.getName(), new String(archive.readAllBytes(), UTF_8));
      }
    }
    return entries;
  }
}
