package io.pitwheel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.server.tracing.TestCollector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String GET_RUN = "kubeflow.pipelines.backend.api.v2beta1.RunService/GetRun";

  private static final String ROOT = "/apis/v2beta1/";

  @TempDir Path folder;

  private ServerSettings settings(String endpoint) {
    return ServerSettings.of(
        folder, Map.of("server.port", "0", "server.grpcPort", "0", "tracing.endpoint", endpoint));
  }

  @Test
  void sendsASpanForACallBelowThatOfItsCaller() {
    try (var collector = new TestCollector()) {
      try (var server = new RunningServer(settings(collector.endpoint()), 0)) {
        String run = server.createRun("one");
        server.send(
            HttpRequest.newBuilder(server.uri("/apis/v2beta1/runs/" + run))
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01"));
      }

      var span = collector.spans().get(GET_RUN);
      assertThat(span.traceId()).isEqualTo(TRACE);
      assertThat(span.parentId()).isEqualTo(CALLER);
    }
  }

  @Test
  void sendsATraceOfARunThatEndedUnderItsOwnIdentifier() {
    try (var collector = new TestCollector()) {
      String run;
      try (var server = new RunningServer(settings(collector.endpoint()), 0)) {
        run = server.createRun("one");
        new RunSteps(server, run)
            .begin()
            .start("greet")
            .succeed(TaskValues.NONE, "greet")
            .skip(SkipReason.CONDITION_FALSE, "branch");
      }

      var root = collector.spans().get("run two-steps");
      assertThat(root.traceId()).isEqualTo(run.replace("-", ""));
      assertThat(root.parentId()).isEmpty();
      var task = collector.spans().get("task greet");
      assertThat(task.traceId()).isEqualTo(root.traceId());
      assertThat(task.parentId()).isEqualTo(root.id());
      assertThat(collector.spans()).containsKey("task branch");
    }
  }

  @Test
  void goesOnWhenNobodyCollects() {
    try (var server = new RunningServer(settings("http://127.0.0.1:9"), 0)) {
      assertThat(server.createRun("one")).isNotEmpty();
    }
  }

  @Test
  void sendsASpanForEachUploadLogAndDownload() throws IOException {
    Path notes = folder.resolve("artifacts/notes.txt");
    Files.createDirectories(folder.resolve("artifacts"));
    Files.writeString(notes, "0123456789");
    try (var collector = new TestCollector()) {
      try (var server = new RunningServer(settings(collector.endpoint()), 0)) {
        String run = server.createRun("one");
        server.print("greet", 1, "hello");
        var steps = new RunSteps(server, run).begin().start("greet");
        steps.succeed(withArtifact("notes", notes), "greet");
        var upload =
            server.upload(ROOT + "pipelines/upload", "two.yaml", Specifications.twoSteps());
        assertThat(upload.statusCode()).isEqualTo(200);
        server.send(
            HttpRequest.newBuilder(
                    server.uri(
                        ROOT + "runs/%s/tasks/%s/logs".formatted(run, steps.taskId("greet"))))
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01"));
        assertThat(server.get(ROOT + "artifacts/notes:download").body()).isEqualTo("0123456789");
      }

      assertThat(collector.spans())
          .containsKeys(
              "POST " + ROOT + "pipelines/upload",
              "GET " + ROOT + "artifacts/{artifact_id}:download");
      var log = collector.spans().get("GET " + ROOT + "runs/{run_id}/tasks/{task_id}/logs");
      assertThat(log.traceId()).isEqualTo(TRACE);
      assertThat(log.parentId()).isEqualTo(CALLER);
    }
  }

  @Test
  void sendsOneSpanForAWholeStreamOfEvents() throws Exception {
    try (var collector = new TestCollector()) {
      Instant begin;
      try (var server = new RunningServer(settings(collector.endpoint()), 0);
          var client = HttpClient.newHttpClient()) {
        String run = server.createRun("one");
        URI events = server.uri(ROOT + "runs/" + run + "/events");
        var answer =
            client.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream());
        begin = Instant.now();
        new RunSteps(server, run)
            .begin()
            .start("greet")
            .succeed(TaskValues.NONE, "greet")
            .skip(SkipReason.CONDITION_FALSE, "branch");
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).contains("SUCCEEDED");
      }

      var span = collector.spans().get("GET " + ROOT + "runs/{run_id}/events");
      assertThat(span.parentId()).isEmpty();
      assertThat(span.end()).isAfter(begin);
    }
  }

  private static TaskValues withArtifact(String id, Path file) {
    var artifact =
        new Artifact(id, id, file.toString(), "system.Artifact", "0.0.1", JsonObject.EMPTY);
    return new TaskValues(Map.of(), Map.of(id, List.of(artifact)));
  }
}
