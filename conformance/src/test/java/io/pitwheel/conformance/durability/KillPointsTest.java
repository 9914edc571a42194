package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of 200 tasks whose server is killed fifty times, before and after commits and effects: it
 * succeeds, nothing is lost, and what had ended does not run again.
 */
class KillPointsTest {
  private static final int KILLS = Integer.getInteger("pitwheel.kills", 50);
  private static final int ITERATIONS = 50;
  private static final List<String> STEPS = List.of("a", "b", "c", "d");
  private static final int MAX_CROSSINGS = 20;
  private static final String RUN_ID = "11111111-2222-4333-8444-555555555555";

  @TempDir Path folder;

  @Test
  void goesOnWhereverItIsKilled() throws Exception {
    long seed = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("KillPointsTest: seed " + seed + ", " + KILLS + " kills");
    var random = new Random(seed);
    Path marks = Files.createDirectory(folder.resolve("marks"));
    Files.writeString(folder.resolve("request.json"), request(marks));
    Map<String, Integer> launchesAtFirstEnd = new HashMap<>();
    int deaths = 0;
    int exit = Countdown.KILLED;
    while (exit == Countdown.KILLED) {
      int crossings = deaths < KILLS ? random.nextInt(MAX_CROSSINGS) : Integer.MAX_VALUE;
      exit = serve(crossings);
      deaths += exit == Countdown.KILLED ? 1 : 0;
      noteEnded(launchesAtFirstEnd, marks);
    }

    assertThat(exit).as("exit of the last server").isZero();
    assertThat(deaths).as("deaths before the run had ended").isEqualTo(KILLS);
    assertThat(launchesAtFirstEnd).hasSize(ITERATIONS * STEPS.size());
    assertThat(launches(marks)).as("launches after a task's end").isEqualTo(launchesAtFirstEnd);
    assertThat(processesOfTheRun()).as("processes left behind").isEmpty();
    assertEverythingSucceeded();
  }

  private int serve(int crossings) throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                DyingServer.class.getName(),
                folder.resolve("data").toString(),
                RUN_ID,
                folder.resolve("request.json").toString(),
                Integer.toString(crossings))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
            .start();
    if (!server.waitFor(5, TimeUnit.MINUTES)) {
      server.destroyForcibly();
      throw new AssertionError(
          "the server did not end: " + Files.readString(folder.resolve("server.log")));
    }
    int exit = server.exitValue();
    assertThat(exit)
        .withFailMessage(() -> "exit " + exit + ": " + read(folder.resolve("server.log").toFile()))
        .isIn(0, Countdown.KILLED);
    return exit;
  }

  /** Remembers how often a task had been launched when it was first seen to have ended. */
  private void noteEnded(Map<String, Integer> launchesAtFirstEnd, Path marks) throws IOException {
    Map<String, Integer> launches = launches(marks);
    try (Stores stores = open()) {
      for (Task task : stores.tasks().list(RUN_ID)) {
        if (task.type() == TaskType.RUNTIME && task.state() == TaskState.SUCCEEDED) {
          String name = task.reference().path().lastKey() + task.reference().iteration().last();
          launchesAtFirstEnd.putIfAbsent(name, launches.get(name));
        }
      }
    }
  }

  private void assertEverythingSucceeded() {
    try (Stores stores = open()) {
      assertThat(stores.runs().find(RUN_ID).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(stores.tasks().list(RUN_ID))
          .hasSize(ITERATIONS * STEPS.size() + 2)
          .allMatch(task -> task.state() == TaskState.SUCCEEDED);
    }
  }

  private Stores open() {
    return SqliteStores.open(
        folder.resolve("data/database"), Identifiers.random(), Clock.systemUTC());
  }

  /** Each launch appends a line to the file of its task. */
  private static Map<String, Integer> launches(Path marks) throws IOException {
    var launches = new TreeMap<String, Integer>();
    try (var files = Files.list(marks)) {
      for (Path file : files.toList()) {
        launches.put(file.getFileName().toString(), Files.readAllLines(file).size());
      }
    }
    return launches;
  }

  private static List<String> processesOfTheRun() throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(process ->
              read(process.resolve("environ").toFile()).contains("PITWHEEL_TASK=" + RUN_ID))
          .map(Path::toString)
          .toList();
    }
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath(), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException exception) {
      // A process that ended while we looked, or one of another user.
      return "";
    }
  }

  private static String request(Path marks) {
    String tasks =
        IntStream.range(0, STEPS.size())
            .mapToObj(KillPointsTest::task)
            .collect(Collectors.joining(","));
    String items =
        IntStream.range(0, ITERATIONS).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return """
    {"run_id": "%s", "display_name": "killed", "pipeline_spec": {
      "pipelineInfo": {"name": "killed"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "echo launched >> '%s'/$0"],
        "args": ["{{$.inputs.parameters['step']}}{{$.inputs.parameters['item']}}"]}}}},
      "components": {
        "comp-mark": {"executorLabel": "exec-mark", "inputDefinitions": {"parameters": {
          "step": {"parameterType": "STRING"}, "item": {"parameterType": "NUMBER_INTEGER"}}}},
        "comp-loop": {"dag": {"tasks": {%s}},
          "inputDefinitions": {"parameters": {"item": {"parameterType": "NUMBER_INTEGER"}}}}},
      "root": {"dag": {"tasks": {"loop": {"componentRef": {"name": "comp-loop"},
        "taskInfo": {"name": "loop"},
        "parameterIterator": {"itemInput": "item", "items": {"raw": "[%s]"}}}}}}}}
    """
        .formatted(RUN_ID, marks, tasks, items);
  }

  private static String task(int index) {
    String dependency =
        index == 0 ? "" : ", \"dependentTasks\": [\"%s\"]".formatted(STEPS.get(index - 1));
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {
        "step": {"runtimeValue": {"constant": "%1$s"}},
        "item": {"componentInputParameter": "item"}}}}\
    """
        .formatted(STEPS.get(index), dependency);
  }
}
