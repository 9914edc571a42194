package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.server.tracing.TestCollector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String GET_RUN = "kubeflow.pipelines.backend.api.v2beta1.RunService/GetRun";

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
}
