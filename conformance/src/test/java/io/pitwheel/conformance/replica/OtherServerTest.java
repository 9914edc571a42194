package io.pitwheel.conformance.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a server about a run that another one leads. */
@Timeout(180)
class OtherServerTest {
  @TempDir static Path folder;
  private static DatabaseServer server;
  private static TestDatabase database;
  private static Marks marks;
  private static ReplicaProcess first;
  private static ReplicaProcess second;

  @BeforeAll
  static void start() throws Exception {
    server = DatabaseServer.postgresql();
    database = server.create();
    marks = new Marks(Files.createDirectory(folder.resolve("marks")));
    Files.createFile(folder.resolve(ReplicaProcess.CLOCK));
    first = ReplicaProcess.start(folder, "first", database);
    second = ReplicaProcess.start(folder, "second", database);
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void deletesTheRunToItsEnd() throws Exception {
    String runId = "11111111-1111-4111-8111-111111111111";
    first.post("/runs", run(runId, "deleted"));
    marks.awaitLaunches("deleted", 1);

    assertThat(other(runId).delete("/runs/" + runId).statusCode()).isEqualTo(200);
    awaitNoRowOf("run_deletions");

    assertThat(query("select count(*) from tasks where run_id = '%s'".formatted(runId)))
        .isEqualTo("0");
    first.post("/runs", run(runId, "again"));
    marks.let("again");
    first.follow(runId);
  }

  @Test
  void saysWhoseLogItIsWhileATaskRunsAndHasItAfterwards() throws Exception {
    String runId = "22222222-2222-4222-8222-222222222222";
    first.post("/runs", run(runId, "printed"));
    marks.awaitLaunches("printed", 1);
    ReplicaProcess other = other(runId);
    String leader = leader(runId);
    String taskId =
        query("select task_id from tasks where run_id = '%s' and type <> 'ROOT'".formatted(runId));
    String logs = "/runs/%s/tasks/%s/logs".formatted(runId, taskId);

    for (String query : List.of("", "?follow=true", "?attempt=1")) {
      var refused = other.get(logs + query);
      assertThat(refused.statusCode()).as(query).isEqualTo(503);
      assertThat(refused.body()).contains("server " + leader + ", which leads the run");
    }
    assertThat(other.get(logs + "?attempt=2").statusCode()).isEqualTo(404);
    marks.let("printed");
    first.follow(runId);

    for (ReplicaProcess any : List.of(first, second)) {
      assertThat(any.get(logs).body()).isEqualTo("hello\n");
      assertThat(any.get(logs + "?attempt=1&follow=true&offset=3").body()).isEqualTo("lo\n");
      assertThat(any.get(logs + "?kind=system").body()).contains("\"attempt 1 ended\"");
    }
  }

  /** The one that does not lead the run. */
  private static ReplicaProcess other(String runId) throws Exception {
    return leader(runId).equals(idOf("first")) ? second : first;
  }

  private static String leader(String runId) {
    return query("select owner from run_leases where run_id = '%s'".formatted(runId));
  }

  private static String idOf(String name) throws Exception {
    return Files.readString(folder.resolve(name).resolve("server-id")).strip();
  }

  private static String query(String statement) {
    return server.execute(database, statement).strip();
  }

  /** The database itself looks again and again, for a minute at most. */
  private static void awaitNoRowOf(String table) {
    query(
        """
        do $$ begin
          for i in 1..600 loop
            exit when not exists (select 1 from %s);
            perform pg_sleep(0.1);
          end loop;
        end $$\
        """
            .formatted(table));
    assertThat(query("select count(*) from " + table)).isEqualTo("0");
  }

  /** One task, of the given name, that prints, leaves its mark and waits until it may end. */
  private static String run(String runId, String task) {
    return """
    {"run_id": "%1$s", "display_name": "%2$s", "pipeline_spec": {
      "pipelineInfo": {"name": "replicas"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "echo hello; %3$s", "%2$s"]}}}},
      "components": {"comp-mark": {"executorLabel": "exec-mark"}},
      "root": {"dag": {"tasks": {"%2$s": {"componentRef": {"name": "comp-mark"},
        "cachingOptions": {}, "taskInfo": {"name": "%2$s"}}}}}}}
    """
        .formatted(runId, task, marks.leaving() + marks.waiting());
  }
}
