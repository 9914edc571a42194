package io.pitwheel.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.event.RunEvent;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDurabilityTest {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void losesNothingThatWasAnsweredWhenTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("killing with -Dpitwheel.seed=" + seed);
    var random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Path database = folder.resolve("kill-" + kill);

      Answered answered = killAfter(1 + random.nextInt(60), database);

      assertIntact(database);
      try (Stores stores = SqliteStores.open(database, Identifiers.random(), Clock.systemUTC())) {
        assertKept(stores, answered);
      }
    }
  }

  /** What the killed process was told is written. */
  private record Answered(String runId, int ended) {}

  private static Answered killAfter(int ends, Path database) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers = process.inputReader()) {
      String runId = answers.readLine();
      int ended = 0;
      while (ended < ends) {
        assertThat(answers.readLine()).isEqualTo("ended " + ended);
        ended++;
      }
      // Not by the process itself: that would close the pipe, and what it still said counts too.
      process.toHandle().destroyForcibly();
      ended += (int) answers.lines().filter(line -> line.startsWith("ended ")).count();
      process.onExit().join();
      return new Answered(runId, ended);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertIntact(Path database) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + database.resolve(SqliteStores.FILE_NAME));
        var statement = connection.createStatement();
        var result = statement.executeQuery("pragma integrity_check")) {
      assertThat(result.getString(1)).isEqualTo("ok");
    }
  }

  private static void assertKept(Stores stores, Answered answered) {
    List<Task> tasks = stores.tasks().list(answered.runId());
    List<Task> steps =
        tasks.stream().filter(task -> !task.reference().iteration().indices().isEmpty()).toList();
    long ended = steps.stream().filter(task -> task.state() == TaskState.SUCCEEDED).count();
    Task loop = tasks.get(1);
    assertThat(ended).isBetween((long) answered.ended(), answered.ended() + 1L);
    assertThat(loop.counters().succeeded()).isEqualTo((int) ended);
    assertThat(loop.outputs().parameters().get("values"))
        .isEqualTo(WritingProcess.values((int) ended));
    List<RunEvent> events = stores.events().readAfter(answered.runId(), 0, 10_000);
    assertThat(events)
        .extracting(RunEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
  }
}
