package io.pitwheel.conformance.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole servers on one database. */
class ReplicasTest {
  private static final int ITEMS = 12;
  private static final List<String> CHAIN = List.of("one", "two", "three");

  @TempDir Path folder;
  private DatabaseServer server;
  private TestDatabase database;
  private Marks marks;

  @BeforeEach
  void prepare() throws Exception {
    server = DatabaseServer.postgresql();
    database = server.create();
    marks = new Marks(Files.createDirectory(folder.resolve("marks")));
    Files.createFile(folder.resolve(ReplicaProcess.CLOCK));
  }

  @Test
  void loseNothingAndDoubleNothingWhenEitherIsKilled() throws Exception {
    var launchesOfEnded = new TreeMap<String, Integer>();
    try (ReplicaProcess first = ReplicaProcess.start(folder, "first", database);
        ReplicaProcess second = ReplicaProcess.start(folder, "second", database)) {
      first.post("/recurringruns", ticks());
      String firstRun = idOf(first.post("/runs", loop("a")), "run_id");
      String secondRun = idOf(second.post("/runs", loop("b")), "run_id");
      awaitLaunches(ITEMS);
      first.kill();
      launchesOfEnded.putAll(ended());
      assertGapless(second.follow(firstRun));
      assertGapless(second.follow(secondRun));
      String thirdRun = idOf(second.post("/runs", loop("c")), "run_id");
      try (ReplicaProcess third = ReplicaProcess.start(folder, "third", database)) {
        awaitLaunches(2 * ITEMS + ITEMS / 2);
        second.kill();
        launchesOfEnded.putAll(ended());
        assertGapless(third.follow(thirdRun));
        disableTicks(third);
        for (String runId : unfinished()) {
          third.follow(runId);
        }
      }
    }

    assertThat(query("select state from runs group by state")).isEqualTo("SUCCEEDED");
    assertThat(query("select count(*) from tasks where state <> 'SUCCEEDED'")).isEqualTo("0");
    assertThat(marks.launches()).hasSize(3 * ITEMS).containsAllEntriesOf(launchesOfEnded);
    assertThat(marks.launches().values()).allMatch(count -> count <= 2);
    assertEveryTickOnce();
  }

  private void awaitLaunches(int count) throws Exception {
    Marks.await(marks.folder(), () -> marks.launches().size() >= count, count + " launches");
  }

  @Test
  void keepAServerThatSleptThroughTheLossOfARunFromWriting() throws Exception {
    try (ReplicaProcess first = ReplicaProcess.start(folder, "first", database)) {
      String runId = idOf(first.post("/runs", chain()), "run_id");
      marks.awaitLaunches("one", 1);
      try (ReplicaProcess second = ReplicaProcess.start(folder, "second", database)) {
        first.signal("STOP");
        marks.awaitLaunches("one", 2);
        first.signal("CONT");
        Path log = ReplicaProcess.log(folder, "first");
        Marks.await(
            folder,
            () -> ReplicaProcess.read(log).contains("another server leads it"),
            "the first server to notice");
        for (String step : CHAIN) {
          marks.let(step);
        }
        assertGapless(second.follow(runId));
      }
    }

    assertThat(query("select state from runs")).isEqualTo("SUCCEEDED");
    assertThat(marks.launches()).isEqualTo(Map.of("one", 2, "two", 1, "three", 1));
    assertThat(query("select max(attempt) from task_attempts where exit_code <> 0")).isEmpty();
  }

  @Test
  void tellFollowersOfEachOtherAtOnce() throws Exception {
    try (ReplicaProcess first = ReplicaProcess.start(folder, "first", database);
        ReplicaProcess second = ReplicaProcess.start(folder, "second", database)) {
      String runId = idOf(first.post("/runs", chain()), "run_id");
      marks.awaitLaunches("one", 1);
      var stream = second.open(runId).get();
      try (Stream<String> lines = stream.body()) {
        var heard = lines.iterator();
        long worst = 0;
        for (String step : CHAIN) {
          marks.awaitLaunches(step, 1);
          long let = System.nanoTime();
          marks.let(step);
          while (!isEndOf(step, heard.next())) {
            // What happened before.
          }
          worst = Math.max(worst, (System.nanoTime() - let) / 1_000_000);
        }
        System.out.println(
            "ReplicasTest: events of another server were heard within "
                + worst
                + " ms of what caused them");
        assertThat(worst).as("milliseconds").isLessThan(3_000);
      }
    }
  }

  private static boolean isEndOf(String step, String line) {
    return line.startsWith("data:")
        && line.contains("\"" + step + "\"")
        && line.contains("SUCCEEDED");
  }

  private void disableTicks(ReplicaProcess replica) throws Exception {
    String id = query("select recurring_run_id from recurring_runs");
    replica.post("/recurringruns/" + id + ":disable", "");
  }

  private List<String> unfinished() {
    return query("select run_id from runs where finished_at is null").lines().toList();
  }

  /** How often each task had been launched that has ended. */
  private Map<String, Integer> ended() {
    List<String> names =
        query(
                "select r.display_name || t.iteration_vector from tasks t join runs r on r.run_id ="
                    + " t.run_id where t.state = 'SUCCEEDED' and t.iteration_vector <> ''")
            .lines()
            .toList();
    Map<String, Integer> launches = marks.launches();
    return names.stream().distinct().collect(Collectors.toMap(name -> name, launches::get));
  }

  private void assertEveryTickOnce() {
    assertThat(
            query(
                """
                select count(*) = count(distinct scheduled_at)
                  and count(*) = (max(scheduled_at) - min(scheduled_at)) / 2000 + 1
                  and count(*) > 10
                from runs where recurring_run_id is not null\
                """))
        .isEqualTo("t");
  }

  private static void assertGapless(List<String> ids) {
    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, ids.size()).mapToObj(Integer::toString).toList());
  }

  private String query(String statement) {
    return server.execute(database, statement).strip();
  }

  private static String idOf(String body, String field) {
    var object = (JsonObject) JsonReader.read(body);
    return object.members().get(field) instanceof JsonText(String id) ? id : "";
  }

  private String chain() {
    String tasks =
        IntStream.range(0, CHAIN.size())
            .mapToObj(index ->
                task(
                    CHAIN.get(index),
                    index == 0
                        ? ""
                        : ", \"dependentTasks\": [\"%s\"]".formatted(CHAIN.get(index - 1)),
                    "{\"runtimeValue\": {\"constant\": \"%s\"}}".formatted(CHAIN.get(index))))
            .collect(Collectors.joining(","));
    return run("chain", marks.leaving() + marks.waiting(), tasks, "");
  }

  private String loop(String name) {
    String items =
        IntStream.range(0, ITEMS)
            .mapToObj(item -> "\\\"%s%d\\\"".formatted(name, item))
            .collect(Collectors.joining(","));
    String loop =
        """
        "loop": {"componentRef": {"name": "comp-loop"}, "taskInfo": {"name": "loop"},
          "parameterIterator": {"itemInput": "item", "items": {"raw": "[%s]"}}}
        """
            .formatted(items);
    String component =
        """
        , "comp-loop": {"dag": {"tasks": {%s}},
          "inputDefinitions": {"parameters": {"item": {"parameterType": "STRING"}}}}
        """
            .formatted(task("step", "", "{\"componentInputParameter\": \"item\"}"));
    return run(name, marks.leaving() + "; sleep 0.3", loop, component);
  }

  private static String task(String name, String more, String input) {
    return """
    "%1$s": {"componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "%1$s"}%2$s,
      "inputs": {"parameters": {"name": %3$s}}}\
    """
        .formatted(name, more, input);
  }

  private static String run(String name, String command, String tasks, String components) {
    return """
    {"display_name": "%s", "pipeline_spec": {
      "pipelineInfo": {"name": "replicas"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
      "deploymentSpec": {"executors": {"exec-mark": {"container": {"image": "none",
        "command": ["sh", "-c", "%s"], "args": ["{{$.inputs.parameters['name']}}"]}}}},
      "components": {
        "comp-mark": {"executorLabel": "exec-mark", "inputDefinitions": {"parameters": {
          "name": {"parameterType": "STRING"}}}}%s},
      "root": {"dag": {"tasks": {%s}}}}}
    """
        .formatted(name, command, components, tasks);
  }

  private static String ticks() {
    return """
    {"display_name": "ticks", "mode": "ENABLE", "max_concurrency": 10,
     "trigger": {"periodic_schedule": {"interval_second": 2, "start_time": "%s"}},
     "pipeline_spec": {
       "pipelineInfo": {"name": "ticks"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
       "deploymentSpec": {"executors": {"exec-step": {"container": {"image": "none",
         "command": ["true"]}}}},
       "components": {"comp-step": {"executorLabel": "exec-step"}},
       "root": {"dag": {"tasks": {"step": {"componentRef": {"name": "comp-step"},
         "taskInfo": {"name": "step"}}}}}}}
    """
        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
