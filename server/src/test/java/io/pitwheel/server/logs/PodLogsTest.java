package io.pitwheel.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.server.RunSteps;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.launch.NoPods;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskValues;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs of pods, which upload what was printed so far again and again. */
@Timeout(60)
class PodLogsTest {
  @TempDir Path folder;
  private RunningServer server;
  private RunSteps steps;
  private String runId;

  @BeforeEach
  void start() {
    var pods = new NoPods();
    server =
        new RunningServer(
            folder.resolve("data"), new EngineFactory.Pods(pods, pods, ClusterRecords.NONE));
    runId = server.createRun("in pods");
    steps = new RunSteps(server, runId).begin().start("greet");
    var noted =
        new TaskChange.TaskNoted(
            steps.taskId("greet"), folder.resolve("kept/driver-logs").toString(), List.of());
    var _ = server.stores().tasks().record(runId, graph(), List.of(noted));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void areFollowedFromBeforeTheFirstWordToTheLast() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      Iterator<String> lines =
          client
              .send(
                  HttpRequest.newBuilder(server.uri(path("?follow=true"))).build(),
                  BodyHandlers.ofLines())
              .body()
              .iterator();
      upload("one\n");
      assertThat(lines.next()).isEqualTo("one");
      upload("one\ntwo\n");
      assertThat(lines.next()).isEqualTo("two");

      upload("one\ntwo\nlast\n");
      steps.succeed(TaskValues.NONE, "greet");

      assertThat(lines.next()).isEqualTo("last");
      assertThat(lines).isExhausted();
    }
  }

  @Test
  void areReadAsFarAsTheyAreThere() throws IOException {
    assertThat(server.get(path("")).body()).isEmpty();

    upload("hello\n");

    assertThat(server.get(path("")).body()).isEqualTo("hello\n");
    assertThat(server.get(path("?offset=2")).body()).isEqualTo("llo\n");
  }

  @Test
  void areMissedWhenThePodWasLostBeforeItsFirstUpload() {
    steps.succeed(TaskValues.NONE, "greet");

    assertThat(server.get(path("")).statusCode()).isEqualTo(404);
  }

  @Test
  void sayWhatThePodWaitsForWhileItWaitsAndAfterwards() {
    String words = "ErrImagePull: no image of that name";
    see(new PodSighting(Instant.EPOCH, true, words));
    String task = "/apis/v2beta1/runs/%s/tasks/%s".formatted(runId, steps.taskId("greet"));

    assertThat(server.get(path("?kind=system")).body())
        .contains("\"message\":\"its pod waits: %s\"".formatted(words), "\"said_by\":\"cluster\"");
    assertThat(server.get(task).body()).contains("its pod waits: " + words);
    String why = "/apis/v2beta1/runs/%s/tasks:explain?path=greet".formatted(runId);
    assertThat(server.get(why).body()).contains("\"reason\":\"its pod waits: " + words);

    see(
        new PodSighting(Instant.EPOCH, true, words),
        new PodSighting(Instant.EPOCH, false, "Running"));

    assertThat(server.get(task).body()).doesNotContain("its pod waits");
    assertThat(server.get(why).body()).doesNotContain("its pod waits");
    steps.succeed(TaskValues.NONE, "greet");
    assertThat(server.get(path("?kind=system")).body())
        .containsSubsequence(
            words, "its pod waits no more: Running", "attempt 1 ended", "SUCCEEDED");
  }

  private void see(PodSighting... sightings) {
    var seen = new TaskChange.PodSeen(steps.taskId("greet"), 1, List.of(sightings));
    var _ = server.stores().tasks().record(runId, graph(), List.of(seen));
  }

  private TaskGraph graph() {
    return server
        .graphs()
        .graphOf(server.stores().runs().find(runId).orElseThrow().creation().specificationId());
  }

  private String path(String query) {
    return "/apis/v2beta1/runs/%s/tasks/%s/logs%s".formatted(runId, steps.taskId("greet"), query);
  }

  /** All at once, as an object store does it. */
  private void upload(String text) throws IOException {
    Path next = folder.resolve("next");
    Files.createDirectories(folder.resolve("kept"));
    Files.write(next, text.getBytes(UTF_8));
    Files.move(next, folder.resolve("kept/1.log"), StandardCopyOption.ATOMIC_MOVE);
  }
}
