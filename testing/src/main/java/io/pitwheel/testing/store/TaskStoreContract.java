package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange.AttemptBegun;
import io.pitwheel.task.TaskChange.PodSeen;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskChange.TaskEnded;
import io.pitwheel.task.TaskChange.TaskNoted;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.task.TaskStore} does with single tasks. */
public abstract class TaskStoreContract extends StoreContract {
  private static final TaskGraph TWO_STEPS =
      dag()
          .task("read", leaf().parameter("text").artifact("file"))
          .task("train", leaf().parameter("accuracy"), "read")
          .parameter("accuracy", "train", "accuracy")
          .graph();

  @Test
  void keepsEveryFieldOfADecidedTask() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    Task decided = run.running("read").task();

    run.record(run.running("read"));

    Task stored = run.task("read");
    assertThat(stored).usingRecursiveComparison().ignoringFields("attempt").isEqualTo(decided);
    assertThat(stored.attempt()).isEqualTo(1);
    assertThat(ports().tasks().list(run.runId()))
        .extracting(Task::id)
        .containsExactly(run.creation().rootTaskId(), run.taskId("read"));
    assertThat(run.run().taskCount()).isEqualTo(1);
  }

  @Test
  void leavesATaskThatExistsAsItIs() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"));
    List<RunEvent> before = events(run);

    RecordedChanges again =
        run.record(run.running("read"), run.skipped(SkipReason.CONDITION_FALSE, "read"));

    assertThat(again).isEqualTo(new RecordedChanges(List.of(), List.of(), null));
    assertThat(run.task("read").state()).isEqualTo(TaskState.RUNNING);
    assertThat(events(run)).isEqualTo(before);
  }

  @Test
  void endsTheRunWhenItsLastTaskEndsAndGivesTheOutputsOfTheRoot() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"));

    RecordedChanges first =
        run.record(
            run.succeeded(Outputs.parameter("text", "penguins"), "read"), run.running("train"));
    RecordedChanges last = run.record(run.succeeded(Outputs.parameter("accuracy", "0.9"), "train"));

    assertThat(first).isEqualTo(new RecordedChanges(List.of(), List.of(), null));
    assertThat(last.runState()).isEqualTo(RunState.SUCCEEDED);
    assertThat(last.endedGraphs()).containsExactly(run.root());
    assertThat(run.root().state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.root().outputs()).isEqualTo(Outputs.parameter("accuracy", "0.9"));
    assertThat(run.root().counters()).isEqualTo(new TaskCounters(2, 2, 0, 0, 0));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.run().finishedAt()).isEqualTo(RunFixture.START);
  }

  @Test
  void keepsArtifactsWithTheirOrderAndEmptyLists() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    TaskValues outputs = Outputs.artifacts("file", "/second", "/first");
    run.record(run.running("read"));
    run.record(run.succeeded(outputs, "read"));
    Task bare = run.running("train").task();
    var inputs =
        new TaskValues(
            Map.of("epochs", JsonValue.of(3)),
            Map.of("none", List.of(), "files", outputs.artifacts().get("file")));

    run.record(new TaskDecided(withInputs(bare, inputs), null));

    assertThat(run.task("read").outputs()).isEqualTo(outputs);
    assertThat(run.task("train").inputs()).isEqualTo(inputs);
  }

  @Test
  void changesNothingWhenTheSameEndIsReportedAgain() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    TaskEnded end = run.succeeded(Outputs.artifacts("file", "/a"), "read");
    run.record(run.running("read"), end);
    List<RunEvent> before = events(run);

    run.record(end);

    assertThat(events(run)).isEqualTo(before);
    assertThat(run.root().counters()).isEqualTo(new TaskCounters(2, 1, 0, 0, 0));
  }

  @Test
  void keepsAnEventOfAContradictionAndTheOtherChangesOfTheCall() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.succeeded(Outputs.parameter("text", "true"), "read"));

    assertRefused(
        ErrorCode.FAILED_PRECONDITION,
        () -> run.record(run.failed("too late", "read"), run.running("train")));

    assertThat(run.task("read").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.task("train").state()).isEqualTo(TaskState.RUNNING);
    RunEvent late =
        events(run).stream()
            .filter(event -> event.kind().equals(RunEvent.LATE_WRITE))
            .reduce((_, second) -> second)
            .orElseThrow();
    assertThat(late.details().members())
        .containsEntry("task_id", JsonValue.of(run.taskId("read")))
        .containsEntry("path", JsonValue.of("read"))
        .containsEntry("state", JsonValue.of("FAILED"));
  }

  @Test
  void refusesOtherOutputsOfASucceededTask() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.succeeded(Outputs.parameter("text", "one"), "read"));

    assertRefused(
        ErrorCode.FAILED_PRECONDITION,
        () -> run.record(run.succeeded(Outputs.parameter("text", "two"), "read")));

    assertThat(run.task("read").outputs()).isEqualTo(Outputs.parameter("text", "one"));
  }

  @Test
  void refusesFreshTasksOfARunThatHasEnded() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.failed("broken", "read"));
    run.record(run.skipped(SkipReason.UPSTREAM_FAILED, "train"));
    RunFixture ended = run;

    assertThat(ended.run().state()).isEqualTo(RunState.FAILED);
    ended.record(ended.running("train"));
    assertThat(ended.task("train").state()).isEqualTo(TaskState.SKIPPED);
    assertRefused(
        ErrorCode.FAILED_PRECONDITION,
        () -> ended.record(ended.succeeded(TaskValues.NONE, "read")));
  }

  @Test
  void refusesTasksOfARunThatHasNotBegun() {
    RunFixture run = RunFixture.create(ports(), TWO_STEPS);

    assertRefused(ErrorCode.FAILED_PRECONDITION, () -> run.record(run.running("read")));

    assertThat(ports().tasks().list(run.runId())).hasSize(1);
  }

  @Test
  void writesNothingWhenOneTaskOfACallIsUnknown() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    List<RunEvent> before = events(run);

    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> run.record(run.running("read"), run.succeeded(TaskValues.NONE, "train")));

    assertThat(ports().tasks().find(run.taskId("read"))).isEmpty();
    assertThat(events(run)).isEqualTo(before);
  }

  @Test
  void answersNotFoundForAnUnknownRun() {
    assertRefused(
        ErrorCode.NOT_FOUND, () -> ports().tasks().record("no such run", TWO_STEPS, List.of()));
    assertThat(ports().tasks().list("no such run")).isEmpty();
    assertThat(ports().tasks().find("no such task")).isEmpty();
    assertThat(ports().tasks().attempts("no such task")).isEmpty();
  }

  @Test
  void doesNotLetOneRunEndTasksOfAnother() {
    RunFixture one = RunFixture.begun(ports(), TWO_STEPS);
    RunFixture other = RunFixture.begun(ports(), TWO_STEPS);
    one.record(one.running("read"));

    assertRefused(ErrorCode.NOT_FOUND, () -> other.record(one.succeeded(TaskValues.NONE, "read")));

    assertThat(one.task("read").state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void opensTheNextAttemptWhenOneEnds() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"));

    run.record(run.attemptFailed(1, "read"));
    run.record(run.attemptFailed(1, "read"));

    assertThat(run.task("read").attempt()).isEqualTo(2);
    assertThat(ports().tasks().attempts(run.taskId("read")))
        .extracting(TaskAttempt::number, TaskAttempt::endedAt, TaskAttempt::exitCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, RunFixture.START, 1),
            org.assertj.core.groups.Tuple.tuple(2, null, null));
    assertRefused(
        ErrorCode.FAILED_PRECONDITION,
        () -> run.record(run.succeeded(Outputs.parameter("text", "of attempt 1"), "read")));
    assertThat(run.task("read").state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void keepsWarningsFailureAndExitCode() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    TaskEnded plain = run.failed("exit code 1", "read");
    var end =
        new TaskEnded(
            plain.taskId(),
            1,
            plain.state(),
            plain.outputs(),
            plain.failure(),
            7,
            List.of("the image is ignored", "\"quoted\""),
            RunFixture.START);

    run.record(run.running("read"), end);

    Task stored = run.task("read");
    assertThat(stored.failure()).isEqualTo(plain.failure());
    assertThat(stored.warnings()).containsExactly("the image is ignored", "\"quoted\"");
    assertThat(stored.endedAt()).isEqualTo(RunFixture.START);
    assertThat(ports().tasks().attempts(stored.id()))
        .singleElement()
        .extracting(TaskAttempt::exitCode, TaskAttempt::failure)
        .containsExactly(7, plain.failure());
  }

  @Test
  void findsASucceededTaskByItsFingerprintAndOnlyThen() {
    var fingerprint = new CacheFingerprint("pitwheel-1", "f".repeat(64), "{}");
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running(fingerprint, "read"));
    assertThat(ports().tasks().findReusable(RunFixture.NAMESPACE, fingerprint)).isEmpty();

    run.record(run.succeeded(Outputs.artifacts("file", "/kept"), "read"));

    var found = ports().tasks().findReusable(RunFixture.NAMESPACE, fingerprint).orElseThrow();
    assertThat(found.taskId()).isEqualTo(run.taskId("read"));
    assertThat(found.runId()).isEqualTo(run.runId());
    assertThat(found.outputs()).isEqualTo(Outputs.artifacts("file", "/kept"));
    assertThat(ports().tasks().findReusable("another", fingerprint)).isEmpty();
    var otherAlgorithm = new CacheFingerprint("kfp-2", fingerprint.value(), "{}");
    assertThat(ports().tasks().findReusable(RunFixture.NAMESPACE, otherAlgorithm)).isEmpty();
  }

  @Test
  void findsTheNewestEntryOfAPlaceAndTellsPipelinesApart() {
    var fingerprint = new CacheFingerprint("pitwheel-1", "d".repeat(64), "{\"n\":1}");
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    String pipeline = run.creation().pipelineName();
    ScopePath read = ScopePath.ROOT.child("read");
    assertThat(ports().tasks().findNearest(RunFixture.NAMESPACE, pipeline, read, null)).isEmpty();
    assertThat(ports().tasks().hasReusable(RunFixture.NAMESPACE, "pitwheel-1")).isFalse();

    run.record(run.running(fingerprint, "read"));
    run.record(run.succeeded(Outputs.artifacts("file", "/kept"), "read"));

    var expected = new EarlierTask(run.runId(), run.taskId("read"), fingerprint);
    assertThat(ports().tasks().findNearest(RunFixture.NAMESPACE, pipeline, read, null))
        .contains(expected);
    assertThat(
            ports().tasks().findNearest(RunFixture.NAMESPACE, pipeline, read, IterationVector.NONE))
        .contains(expected);
    assertThat(
            ports()
                .tasks()
                .findNearest(RunFixture.NAMESPACE, pipeline, read, IterationVector.NONE.inside(0)))
        .isEmpty();
    assertThat(ports().tasks().findNearest(RunFixture.NAMESPACE, "another", read, null)).isEmpty();
    assertThat(ports().tasks().hasReusable(RunFixture.NAMESPACE, "pitwheel-1")).isTrue();
    assertThat(ports().tasks().findReusableOf(RunFixture.NAMESPACE, pipeline, fingerprint))
        .map(found -> found.taskId())
        .contains(run.taskId("read"));
    assertThat(ports().tasks().findReusableOf(RunFixture.NAMESPACE, "another", fingerprint))
        .isEmpty();
  }

  @Test
  void notesWhatBecomesKnownOfATaskInAnyState() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.failed("broken", "read"));
    String root = run.creation().rootTaskId();

    run.record(
        new TaskNoted(run.taskId("read"), null, List.of("one", "two")),
        new TaskNoted(run.taskId("read"), "", List.of("two", "three")),
        new TaskNoted(root, "/logs", List.of()));

    assertThat(run.task("read").warnings()).containsExactly("one", "two", "three");
    assertThat(run.task("read").state()).isEqualTo(TaskState.FAILED);
    assertThat(run.root().systemLogUri()).isEqualTo("/logs");
    assertThat(run.root().state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void tellsWhenTasksBeganToRun() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    Instant begun = RunFixture.START.plusSeconds(7);
    run.record(run.running("read"), run.running("train"));
    String read = run.taskId("read");
    assertThat(ports().taskViews().beginnings(run.runId()))
        .containsOnly(entry(read, RunFixture.START), entry(run.taskId("train"), RunFixture.START));

    run.record(
        new AttemptBegun(read, 1, begun),
        run.attemptFailed(1, "read"),
        new AttemptBegun(read, 1, begun.plusSeconds(90)),
        new AttemptBegun(read, 2, begun.plusSeconds(1)));

    assertThat(ports().taskViews().beginnings(run.runId()))
        .containsOnly(entry(read, begun), entry(run.taskId("train"), RunFixture.START));
    assertThat(ports().tasks().attempts(read))
        .extracting(TaskAttempt::startedAt)
        .containsExactly(begun, begun.plusSeconds(1));
  }

  @Test
  void keepsWhatIsSeenOfThePodOfAnAttemptUntilItHasEnded() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"));
    String read = run.taskId("read");
    var waits = new PodSighting(Instant.parse("2026-01-01T00:00:01.5Z"), true, "\"no\" image");
    var runs = new PodSighting(Instant.parse("2026-01-01T00:00:02Z"), false, "Running");

    run.record(
        new PodSeen(read, 1, List.of(waits)),
        new PodSeen(read, 1, List.of(waits, runs)),
        new PodSeen(read, 2, List.of(runs)));
    run.record(run.failed("broken", "read"));
    run.record(new PodSeen(read, 1, List.of(runs)));

    assertThat(ports().tasks().attempts(read))
        .extracting(TaskAttempt::sightings)
        .containsExactly(List.of(waits, runs));
    assertThat(events(run).stream().filter(event -> event.kind().equals(RunEvent.TASK_POD)))
        .extracting(event -> text(event, "message"))
        .containsExactly("its pod waits: \"no\" image", "its pod waits no more: Running");
  }

  @Test
  void neverFindsATaskThatFailedOrWasItselfReused() {
    var fingerprint = new CacheFingerprint("pitwheel-1", "e".repeat(64), "{}");
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);

    run.record(run.running(fingerprint, "read"), run.failed("broken", "read"));
    TaskDecided reused = run.cached(Outputs.parameter("accuracy", "1"), "train");
    run.record(new TaskDecided(reused.task(), fingerprint));

    assertThat(ports().tasks().findReusable(RunFixture.NAMESPACE, fingerprint)).isEmpty();
  }

  @Test
  void sharesTheArtifactsOfAReusedTask() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.succeeded(Outputs.artifacts("file", "/one"), "read"));
    RunFixture second = RunFixture.begun(ports(), TWO_STEPS);

    second.record(second.cached(Outputs.artifacts("file", "/one"), "read"));

    List<Artifact> reused =
        Objects.requireNonNull(second.task("read").outputs().artifacts().get("file"));
    assertThat(reused).isEqualTo(run.task("read").outputs().artifacts().get("file"));
    assertThat(second.task("read").state()).isEqualTo(TaskState.CACHED);
    assertThat(ports().tasks().attempts(second.taskId("read"))).isEmpty();
  }

  @Test
  void numbersEventsWithoutGapsAndDescribesTasks() {
    RunFixture run = RunFixture.begun(ports(), TWO_STEPS);
    run.record(run.running("read"), run.failed("no disk", "read"));
    run.record(run.skipped(SkipReason.UPSTREAM_FAILED, "train"));

    List<RunEvent> events = events(run);

    assertThat(events)
        .extracting(RunEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events)
        .extracting(event -> event.kind() + " " + text(event, "path") + " " + text(event, "state"))
        .containsExactly(
            "run.state null PENDING",
            "run.state null RUNNING",
            "task.state  RUNNING",
            "task.state read RUNNING",
            "task.state read FAILED",
            "task.state train SKIPPED",
            "task.state  FAILED",
            "run.state null FAILED");
    RunEvent failed = events.get(4);
    assertThat(text(failed, "message")).isEqualTo("no disk");
    assertThat(text(failed, "reason")).isEqualTo("UNKNOWN");
    assertThat(text(failed, "type")).isEqualTo("RUNTIME");
    assertThat(failed.details().members()).containsEntry("attempt", JsonValue.of(1));
    assertThat(text(events.get(5), "reason")).isEqualTo("UPSTREAM_FAILED");
  }

  private List<RunEvent> events(RunFixture run) {
    return ports().events().readAfter(run.runId(), 0, 10_000);
  }

  private static @org.jspecify.annotations.Nullable String text(RunEvent event, String name) {
    JsonValue value = event.details().members().get(name);
    return value instanceof JsonValue.JsonText(String text) ? text : null;
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }

  private static Task withInputs(Task task, TaskValues inputs) {
    return new Task(
        task.id(),
        task.reference(),
        task.index(),
        task.displayName(),
        task.type(),
        task.state(),
        task.skipReason(),
        task.parentId(),
        task.attempt(),
        task.iterationCount(),
        task.counters(),
        inputs,
        task.outputs(),
        task.failure(),
        task.decision(),
        task.warnings(),
        task.systemLogUri(),
        task.createdAt(),
        task.endedAt());
  }
}
