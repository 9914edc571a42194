package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.event.RunEvent;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore.Deletion;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.submission.Submission;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when several servers write to one database at the same time. */
public abstract class ReplicasContract {
  private static final int WRITERS = 8;
  private static final int ITERATIONS = 48;
  private static final Instant NOW = RunFixture.START.plusSeconds(60);

  private List<StorePorts> replicas = List.of();

  /** Opens two stores on one empty database. */
  protected abstract List<StorePorts> openReplicas(java.nio.file.Path folder);

  @BeforeEach
  void open(@TempDir java.nio.file.Path folder) {
    replicas = openReplicas(folder);
  }

  @AfterEach
  void close() throws Exception {
    for (StorePorts replica : replicas) {
      replica.closing().close();
    }
  }

  @Test
  void foldsTasksOfOneRunExactlyWhoeverEndsThem() throws Exception {
    RunFixture run = iterated();
    var ends = new ArrayList<TaskChange>();
    for (int i = 0; i < ITERATIONS; i++) {
      ends.add(run.succeeded(Outputs.parameter("value", "v" + i), "loop/step", i));
    }
    Collections.shuffle(ends, new Random(7));

    atOnce(
        IntStream.range(0, ends.size())
            .mapToObj(end -> recording(replicas.get(end % 2), run, ends.get(end)))
            .toList());

    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.task("loop").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.task("loop").counters())
        .isEqualTo(new TaskCounters(ITERATIONS, ITERATIONS, 0, 0, 0));
    assertThat(run.task("loop").outputs().parameters().get("values"))
        .isEqualTo(
            JsonValue.listOf(
                IntStream.range(0, ITERATIONS)
                    .mapToObj(step -> JsonValue.of("v" + step))
                    .toList()));
    // The run twice, loop twice, the steps begun and ended, root begun and ended, the run's end.
    assertGaplessAndOnce(run, 2 * ITERATIONS + 7);
  }

  @Test
  void takesTheSameEndFromBothForOne() throws Exception {
    RunFixture run = iterated();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < ITERATIONS; i++) {
      TaskChange end = run.succeeded(Outputs.parameter("value", "v" + i), "loop/step", i);
      calls.add(recording(replicas.get(0), run, end));
      calls.add(recording(replicas.get(1), run, end));
    }

    atOnce(calls);

    assertThat(run.task("loop").counters().succeeded()).isEqualTo(ITERATIONS);
    assertGaplessAndOnce(run, 2 * ITERATIONS + 7);
  }

  @Test
  void decidesOneTaskOnceWhoeverDecidesIt() throws Exception {
    RunFixture run = RunFixture.begun(replicas.get(0), loop());
    run.record(run.iterated(ITERATIONS, "loop"));
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < ITERATIONS; i++) {
      TaskChange decision = run.running("loop/step", i);
      calls.add(recording(replicas.get(0), run, decision));
      calls.add(recording(replicas.get(1), run, decision));
    }

    atOnce(calls);

    assertThat(run.run().taskCount()).isEqualTo(ITERATIONS + 1);
    assertGaplessAndOnce(run, ITERATIONS + 4);
  }

  @Test
  void writesTasksOfManyRunsSideBySide() throws Exception {
    TaskGraph graph = dag().task("one", leaf()).task("two", leaf()).graph();
    var runs = new ArrayList<RunFixture>();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 2 * WRITERS; i++) {
      RunFixture run = RunFixture.begun(replicas.get(i % 2), graph);
      runs.add(run);
      run.record(run.running("one"), run.running("two"));
      calls.add(recording(replicas.get(0), run, run.succeeded(TaskValues.NONE, "one")));
      calls.add(recording(replicas.get(1), run, run.succeeded(TaskValues.NONE, "two")));
    }

    atOnce(calls);

    for (RunFixture run : runs) {
      assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
      assertGaplessAndOnce(run, 9);
    }
  }

  @Test
  void createsARunOnceHoweverOftenItIsAskedForAtTheSameTime() throws Exception {
    RunFixture.prepare(replicas.get(0));
    List<RunCreation> creations =
        IntStream.range(0, 12)
            .mapToObj(_ -> RunFixture.creation(UUID.randomUUID().toString()))
            .toList();
    var calls = new ArrayList<Callable<Run>>();
    for (RunCreation creation : creations) {
      for (int i = 0; i < 4; i++) {
        StorePorts replica = replicas.get(i % 2);
        calls.add(() -> replica.runs().create(creation));
      }
    }

    atOnce(calls);

    StorePorts any = replicas.get(1);
    assertThat(any.runs().listUnfinished()).hasSize(creations.size());
    for (RunCreation creation : creations) {
      assertThat(any.events().readAfter(creation.id(), 0, 10)).hasSize(1);
    }
    assertThat(any.submissions().take("one", 100, NOW, Duration.ofSeconds(30)))
        .hasSize(creations.size());
  }

  @Test
  void givesANameToOneOfThoseWhoWantIt() throws Exception {
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 2 * WRITERS; i++) {
      StorePorts replica = replicas.get(i % 2);
      calls.add(() -> isTaken(() -> replica.experiments().create(experiment("wanted"))));
    }

    List<Boolean> taken = atOnce(calls);

    assertThat(taken).containsOnlyOnce(false);
  }

  @Test
  void numbersVersionsOfOnePipelineWithoutGaps() throws Exception {
    RunFixture.prepare(replicas.get(0));
    String pipelineId = UUID.randomUUID().toString();
    replicas
        .get(0)
        .pipelines()
        .create(
            new Pipeline(
                pipelineId, "name", "name", "", RunFixture.NAMESPACE, Map.of(), RunFixture.START),
            version(pipelineId, 0));
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 1; i <= 2 * WRITERS; i++) {
      StorePorts replica = replicas.get(i % 2);
      PipelineVersion version = version(pipelineId, i);
      calls.add(() -> isTaken(() -> replica.pipelines().addVersion(version)));
    }

    assertThat(atOnce(calls)).containsOnly(false);

    assertThat(
            replicas
                .get(0)
                .pipelines()
                .listVersions(pipelineId, io.pitwheel.page.PageRequest.first())
                .totalSize())
        .isEqualTo(2 * WRITERS + 1L);
  }

  @Test
  void handsOutEachSubmissionOnce() throws Exception {
    TaskGraph graph = dag().graph();
    List<String> runs =
        IntStream.range(0, 40)
            .mapToObj(_ -> RunFixture.create(replicas.get(0), graph).runId())
            .toList();
    var calls = new ArrayList<Callable<List<Submission>>>();
    for (int i = 0; i < WRITERS; i++) {
      String owner = "owner " + i;
      StorePorts replica = replicas.get(i % 2);
      calls.add(() -> {
        var all = new ArrayList<Submission>();
        for (int round = 0; round < 20; round++) {
          all.addAll(replica.submissions().take(owner, 7, NOW, Duration.ofSeconds(30)));
        }
        return all;
      });
    }

    List<String> taken =
        atOnce(calls).stream().flatMap(List::stream).map(Submission::runId).toList();

    assertThat(taken).containsExactlyInAnyOrderElementsOf(runs);
  }

  @Test
  void importsOneArtifactOnceHoweverTheRunsCross() throws Exception {
    TaskGraph graph =
        dag()
            .task("one", leaf().artifact("artifact"))
            .task("two", leaf().artifact("artifact"))
            .graph();
    var runs = new ArrayList<RunFixture>();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 2 * WRITERS; i++) {
      RunFixture run = RunFixture.begun(replicas.get(0), graph);
      runs.add(run);
      // Half of them the other way round: they lock what the others wait for.
      String first = i % 4 < 2 ? "one" : "two";
      String second = i % 4 < 2 ? "two" : "one";
      calls.add(
          recording(
              replicas.get(i % 2),
              run,
              run.imported(true, artifact(first), first),
              run.imported(true, artifact(second), second)));
    }

    atOnce(calls);

    for (String path : List.of("one", "two")) {
      assertThat(runs.stream().map(run -> run.task(path).outputs().artifacts()).distinct())
          .hasSize(1);
    }
  }

  @Test
  void keepsAnArtifactAsLongAsARunRefersToIt() throws Exception {
    TaskGraph graph = dag().task("one", leaf().artifact("artifact")).graph();
    TaskValues shared = Outputs.artifacts("artifact", "store://bucket/shared");
    String artifactId = Outputs.artifact("store://bucket/shared").id();
    for (int i = 0; i < WRITERS; i++) {
      RunFixture made = RunFixture.begun(replicas.get(0), graph);
      RunFixture used = RunFixture.begun(replicas.get(1), graph);
      RunFixture other = RunFixture.begun(replicas.get(0), graph);
      made.record(made.cached(shared, "one"));

      atOnce(
          List.of(
              deleting(replicas.get(0), made),
              recording(replicas.get(1), used, used.cached(shared, "one"))));
      assertThat(used.task("one").outputs()).isEqualTo(shared);

      other.record(other.cached(shared, "one"));
      atOnce(List.of(deleting(replicas.get(0), used), deleting(replicas.get(1), other)));
      assertThat(replicas.get(0).artifacts().find(artifactId)).isEmpty();
    }
  }

  private static Callable<Boolean> deleting(StorePorts replica, RunFixture run) {
    return () -> replica.runs().delete(run.runId(), NOW) == Deletion.DONE;
  }

  private RunFixture iterated() {
    RunFixture run = RunFixture.begun(replicas.get(0), loop());
    run.record(run.iterated(ITERATIONS, "loop"));
    var begun = new ArrayList<TaskChange>();
    for (int i = 0; i < ITERATIONS; i++) {
      begun.add(run.running("loop/step", i));
    }
    run.record(begun);
    return run;
  }

  private static TaskGraph loop() {
    return dag()
        .loop(
            "loop",
            dag().task("step", leaf().parameter("value")).parameter("values", "step", "value"))
        .graph();
  }

  private static Callable<Boolean> recording(
      StorePorts replica, RunFixture run, TaskChange... changes) {
    return () -> {
      replica.tasks().record(run.runId(), run.graph(), List.of(changes));
      return true;
    };
  }

  private void assertGaplessAndOnce(RunFixture run, int expected) {
    List<RunEvent> events = replicas.get(1).events().readAfter(run.runId(), 0, 10_000);
    assertThat(events)
        .extracting(RunEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, expected).boxed().toList());
    assertThat(events).extracting(RunEvent::kind).doesNotContain(RunEvent.LATE_WRITE);
    assertThat(events)
        .filteredOn(event -> event.kind().equals(RunEvent.TASK_STATE))
        .extracting(RunEvent::details)
        .doesNotHaveDuplicates();
  }

  private static boolean isTaken(Runnable creation) {
    try {
      creation.run();
      return false;
    } catch (PipelinesException exception) {
      assertThat(exception.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
      return true;
    }
  }

  /** All from several threads, which begin together; answers in the order of the calls. */
  private static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newFixedThreadPool(WRITERS)) {
      var answers = new ArrayList<T>();
      for (Future<T> future : executor.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private static Experiment experiment(String name) {
    return new Experiment(
        UUID.randomUUID().toString(),
        name,
        "",
        RunFixture.NAMESPACE,
        false,
        RunFixture.START,
        Instant.EPOCH);
  }

  private static PipelineVersion version(String pipelineId, int number) {
    return new PipelineVersion(
        UUID.randomUUID().toString(),
        pipelineId,
        "version " + number,
        "version " + number,
        "",
        RunFixture.SPECIFICATION_ID,
        "",
        "",
        Map.of(),
        RunFixture.START);
  }

  private static Artifact artifact(String key) {
    return new Artifact(
        UUID.randomUUID().toString(),
        "artifact",
        "store://bucket/" + key,
        "system.Dataset",
        "0.0.1",
        JsonObject.EMPTY);
  }
}
