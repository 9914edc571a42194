package io.pitwheel.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.server.RunSteps;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassingLogsTest {
  @TempDir Path folder;

  @Test
  void areReadWhileTheRunIsUnderWayAndGoWithItsEnd() throws Exception {
    try (var server = new RunningServer(settings("false"), 0);
        var client = HttpClient.newHttpClient()) {
      String runId = server.createRun("passing");
      Path log = log(runId);
      var steps = new RunSteps(server, runId).begin().start("greet");
      server.print("greet", 1, "hello\n");
      String path = "/apis/v2beta1/runs/%s/tasks/%s/logs?follow=true";
      Iterator<String> lines =
          client
              .send(
                  HttpRequest.newBuilder(server.uri(path.formatted(runId, steps.taskId("greet"))))
                      .build(),
                  BodyHandlers.ofLines())
              .body()
              .iterator();
      assertThat(lines.next()).isEqualTo("hello");
      assertThat(log).exists();

      end(server, runId);

      assertThat(lines).isExhausted();
      assertIsDeleted(runId);
    }
  }

  @Test
  void leftByAnEarlierServerGoAtTheStart() throws Exception {
    String ended;
    String underWay;
    try (var server = new RunningServer(settings("true"), 0)) {
      ended = server.createRun("ended");
      end(server, ended);
      underWay = server.createRun("under way");
    }
    Path kept = log(underWay);
    log(ended);

    try (var server = new RunningServer(settings("false"), 100)) {
      assertIsDeleted(ended);
      assertThat(kept).exists();
      assertThat(server.get("/apis/v2beta1/runs/" + ended).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void stayWithoutTheSetting() throws IOException {
    try (var server = new RunningServer(settings("true"), 0)) {
      String runId = server.createRun("kept");
      Path log = log(runId);

      end(server, runId);

      assertThat(log).exists();
    }
  }

  private ServerSettings settings(String publish) {
    return ServerSettings.of(
        folder, Map.of("server.port", "0", "server.grpcPort", "0", "log.publish", publish));
  }

  private Path log(String runId) throws IOException {
    Path tasks = Files.createDirectories(folder.resolve("logs").resolve(runId).resolve("greet"));
    return Files.writeString(tasks.resolve("1.log"), "hello\n");
  }

  private static void end(RunningServer server, String runId) {
    server
        .stores()
        .runs()
        .endEarly(
            runId,
            new TaskFailure(ErrorCode.UNKNOWN, "over", ""),
            RunningServer.NOW.plusSeconds(9));
  }

  private void assertIsDeleted(String runId) throws Exception {
    Path logs = folder.resolve("logs");
    try (WatchService watcher = logs.getFileSystem().newWatchService()) {
      logs.register(watcher, StandardWatchEventKinds.ENTRY_DELETE);
      if (Files.exists(logs.resolve(runId))) {
        assertThat(watcher.poll(1, TimeUnit.MINUTES)).isNotNull();
      }
    }
    assertThat(logs.resolve(runId)).doesNotExist();
  }
}
