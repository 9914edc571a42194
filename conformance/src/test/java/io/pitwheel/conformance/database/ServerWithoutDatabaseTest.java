package io.pitwheel.conformance.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.ProgramServer;
import io.pitwheel.conformance.program.ServerClient;
import io.pitwheel.conformance.replica.Marks;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, told to end when its database has gone away in the middle of a run. */
class ServerWithoutDatabaseTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Marks marks;

  @BeforeEach
  void prepare() throws IOException {
    marks = new Marks(Files.createDirectory(folder.resolve("marks")));
  }

  @Test
  void endsWellWithinSecondsOfItsDatabaseThatWasStopped() throws Exception {
    DatabaseServer server = DatabaseServer.postgresql();
    endWithout(server, server::stop, server::startAgain);
  }

  @Test
  void endsWellWithinSecondsOfItsDatabaseThatStandsStill() throws Exception {
    DatabaseServer server = DatabaseServer.postgresql();
    endWithout(server, server::freeze, server::thaw);
  }

  @Test
  void endsWellWithinSecondsOfAMariadbThatStandsStill() throws Exception {
    DatabaseServer server = DatabaseServer.mariadb();
    endWithout(server, server::freeze, server::thaw);
  }

  private void endWithout(DatabaseServer server, Runnable leaving, Runnable comingBack)
      throws Exception {
    TestDatabase database = server.create();
    try (ProgramServer program = start(database);
        ServerClient client = new ServerClient(program.address().toString())) {
      String runId = client.create(run());
      marks.awaitLaunches("one", 1);
      Thread follower = Thread.ofVirtual().start(() -> follow(client, runId));
      leaving.run();
      try {
        assertEndsWell(program, database);
      } finally {
        comingBack.run();
      }
      follower.join();
    }

    // Nothing is lost: the run is still this server's, and goes on when that comes back.
    try (ProgramServer again = start(database);
        ServerClient client = new ServerClient(again.address().toString())) {
      marks.awaitLaunches("one", 2);
      marks.let("one");
      String onlyRun = server.execute(database, "select run_id from runs").strip();
      assertThat(client.follow(onlyRun)).isNotEmpty();
      assertThat(client.stateOf(onlyRun)).isEqualTo("SUCCEEDED");
    }
  }

  private static void assertEndsWell(ProgramServer program, TestDatabase database)
      throws Exception {
    long begin = System.nanoTime();
    program.process().destroy();

    boolean hasEnded = program.process().waitFor(90, TimeUnit.SECONDS);

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("ServerWithoutDatabaseTest: ended after " + took.toMillis() + " ms");
    assertThat(hasEnded).as(program.said()).isTrue();
    assertThat(program.process().exitValue()).as(program.said()).isZero();
    assertThat(program.said())
        .contains(
            "leaving runs to other servers: asking the database %s://"
                .formatted(URI.create(database.url()).getScheme()))
        .doesNotContain("defect");
    assertThat(took).as(program.said()).isLessThan(LONGEST);
  }

  private static void follow(ServerClient client, String runId) {
    try {
      assertThat(client.follow(runId)).isNotEmpty();
    } catch (IOException | InterruptedException exception) {
      // The server ends before the run does.
      Thread.currentThread().interrupt();
    }
  }

  private ProgramServer start(TestDatabase database) throws IOException {
    String settings =
        "database: {url: '%s', user: '%s', password: '%s'}"
            .formatted(database.url(), database.user(), database.password());
    return ProgramServer.start(folder, settings, Map.of());
  }

  private String run() {
    return """
    {"display_name": "away", "pipeline_spec": {
      "pipelineInfo": {"name": "away"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "%s", "one"]}}}},
      "components": {"comp-mark": {"executorLabel": "exec-mark"}},
      "root": {"dag": {"tasks": {"one": {"componentRef": {"name": "comp-mark"},
        "taskInfo": {"name": "one"}}}}}}}
    """
        .formatted(marks.leaving() + marks.waiting());
  }
}
