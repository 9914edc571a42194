package io.pitwheel.conformance.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.replica.Marks;
import io.pitwheel.distribution.Main;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, told to end when its database has gone away in the middle of a run. */
class ServerWithoutDatabaseTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final DatabaseServer server = DatabaseServer.postgresql();
  private TestDatabase database;
  private Marks marks;

  @BeforeEach
  void prepare() throws IOException {
    database = server.create();
    marks = new Marks(Files.createDirectory(folder.resolve("marks")));
  }

  @Test
  void endsWellWithinSecondsOfItsDatabaseThatWasStopped() throws Exception {
    endWithout(server::stop, server::startAgain);
  }

  @Test
  void endsWellWithinSecondsOfItsDatabaseThatStandsStill() throws Exception {
    endWithout(server::freeze, server::thaw);
  }

  private void endWithout(Runnable leaving, Runnable comingBack) throws Exception {
    Process process = start();
    try (ServerClient client = new ServerClient(addressOf(process))) {
      String runId = client.create(run());
      marks.awaitLaunches("one", 1);
      Thread follower = Thread.ofVirtual().start(() -> follow(client, runId));
      leaving.run();
      try {
        assertEndsWell(process);
      } finally {
        comingBack.run();
      }
      follower.join();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    // Nothing is lost: the run is still this server's, and goes on when that comes back.
    Process again = start();
    try (ServerClient client = new ServerClient(addressOf(again))) {
      marks.awaitLaunches("one", 2);
      marks.let("one");
      assertThat(client.follow(onlyRun())).isNotEmpty();
      assertThat(client.stateOf(onlyRun())).isEqualTo("SUCCEEDED");
    } finally {
      again.descendants().forEach(ProcessHandle::destroyForcibly);
      again.destroyForcibly();
    }
  }

  private void assertEndsWell(Process process) throws Exception {
    long begin = System.nanoTime();
    process.destroy();

    boolean hasEnded = process.waitFor(90, TimeUnit.SECONDS);

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("ServerWithoutDatabaseTest: ended after " + took.toMillis() + " ms");
    String log = Files.readString(log());
    assertThat(hasEnded).as(log).isTrue();
    assertThat(process.exitValue()).as(log).isZero();
    assertThat(log).contains("leaving runs to other servers: database postgresql://");
    assertThat(took).as(log).isLessThan(LONGEST);
  }

  private static void follow(ServerClient client, String runId) {
    try {
      assertThat(client.follow(runId)).isNotEmpty();
    } catch (IOException | InterruptedException exception) {
      // The server ends before the run does.
      Thread.currentThread().interrupt();
    }
  }

  private String onlyRun() {
    return server.execute(database, "select run_id from runs").strip();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private Process start() throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            database: {url: '%s', user: '%s', password: '%s'}
            """
                .formatted(database.url(), database.user(), database.password()));
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "server",
            "--port",
            "0",
            "--grpc-port",
            "0",
            "--data",
            folder.resolve("data").toString(),
            "--config",
            settings.toString())
        .redirectError(log().toFile())
        .start();
  }

  private String addressOf(Process process) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("listening on ")) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        return line.split(" ", 4)[2];
      }
    }
    throw new AssertionError("the server ended: " + Files.readString(log()));
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
