package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.event.RunEvent;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.Submission.Kind;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskType;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.run.RunStore} does. */
public abstract class RunStoreContract extends StoreContract {
  private static final Instant LATER = RunFixture.START.plusSeconds(60);

  private static final TaskGraph GRAPH =
      dag().task("graph", dag().task("step", leaf())).task("other", leaf()).graph();

  private static final TaskFailure CANCELLED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

  @Test
  void keepsEveryFieldOfACreation() {
    RunFixture.prepare(ports());
    RunCreation plain = RunFixture.creation(UUID.randomUUID().toString());
    var options =
        new RunOptions(
            true,
            "process",
            3,
            Map.of("A", "1"),
            "2.17.0",
            Duration.ofMinutes(5),
            new RerunSource("run-0", "for-loop-1/train[0]"),
            false,
            new JsonObject(
                Map.of("mlflow", new JsonObject(Map.of("name", JsonValue.of("of mine"))))));
    var creation =
        new RunCreation(
            plain.id(),
            plain.rootTaskId(),
            "name",
            "description",
            plain.namespace(),
            plain.experimentId(),
            "pipeline",
            "version",
            plain.specificationId(),
            "penguins",
            Map.of("epochs", JsonValue.of(3), "none", JsonValue.ofNull()),
            "/root",
            "account",
            options,
            "digest",
            RunFixture.START,
            LATER,
            "recurring");

    Run created = ports().runs().create(creation);

    assertThat(created.creation()).isEqualTo(creation);
    assertThat(created.state()).isEqualTo(RunState.PENDING);
    assertThat(created.history())
        .containsExactly(new StateChange(RunState.PENDING, RunFixture.START));
    assertThat(ports().runs().find(plain.id())).contains(created);
  }

  @Test
  void writesRootSubmissionAndEventWithTheRun() {
    RunFixture run = RunFixture.create(ports(), GRAPH);

    Task root = run.root();
    assertThat(root.type()).isEqualTo(TaskType.ROOT);
    assertThat(root.state()).isEqualTo(TaskState.UNSPECIFIED);
    assertThat(run.run().taskCount()).isZero();
    assertThat(take())
        .extracting(Submission::runId, Submission::kind)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(run.runId(), Kind.START));
    assertThat(ports().events().readAfter(run.runId(), 0, 10))
        .extracting(RunEvent::kind)
        .containsExactly(RunEvent.RUN_STATE);
    assertThat(ports().experiments().find(RunFixture.EXPERIMENT_ID).orElseThrow())
        .extracting(Experiment::lastRunCreatedAt)
        .isEqualTo(RunFixture.START);
  }

  @Test
  void answersTheSameRequestWithTheSameRunAndAnotherWithARefusal() {
    RunFixture run = RunFixture.create(ports(), GRAPH);
    RunCreation same = run.creation();

    assertThat(ports().runs().create(same)).isEqualTo(run.run());
    assertThat(ports().runs().list(everything()).totalSize()).isEqualTo(1);
    var other =
        new RunCreation(
            same.id(),
            same.rootTaskId(),
            "another",
            "",
            same.namespace(),
            same.experimentId(),
            null,
            null,
            same.specificationId(),
            same.pipelineName(),
            Map.of(),
            "",
            "",
            RunOptions.DEFAULT,
            "another digest",
            LATER,
            LATER,
            null);
    assertRefused(ErrorCode.ALREADY_EXISTS, () -> ports().runs().create(other));
    assertThat(run.run().creation().displayName()).isEqualTo(same.displayName());
  }

  @Test
  void writesNothingForAnUnknownExperimentOrDocument() {
    RunCreation creation = RunFixture.creation(UUID.randomUUID().toString());

    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().create(creation));

    assertThat(ports().runs().find(creation.id())).isEmpty();
    assertThat(take()).isEmpty();
  }

  @Test
  void beginsOnce() {
    RunFixture run = RunFixture.create(ports(), GRAPH);

    Run begun = run.begin();
    Run again = ports().runs().begin(run.runId(), 17, LATER);

    assertThat(begun.state()).isEqualTo(RunState.RUNNING);
    assertThat(again).isEqualTo(begun);
    assertThat(run.root().state()).isEqualTo(TaskState.RUNNING);
    assertThat(run.root().counters()).isEqualTo(TaskCounters.expecting(2));
    assertThat(begun.history())
        .extracting(StateChange::state)
        .containsExactly(RunState.PENDING, RunState.RUNNING);
  }

  @Test
  void endsARunWithoutTasksWhenItBegins() {
    RunFixture run = RunFixture.create(ports(), dag().graph());

    Run begun = run.begin();

    assertThat(begun.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(begun.finishedAt()).isEqualTo(RunFixture.START);
    assertThat(run.root().state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void asksARunToStopOnceAndSubmitsThat() {
    RunFixture run = RunFixture.begun(ports(), GRAPH);

    Run canceling = ports().runs().requestTermination(run.runId(), LATER);

    assertThat(canceling.state()).isEqualTo(RunState.CANCELING);
    assertThat(take()).extracting(Submission::kind).containsExactly(Kind.START, Kind.TERMINATE);
    assertRefused(
        ErrorCode.FAILED_PRECONDITION, () -> ports().runs().requestTermination(run.runId(), LATER));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> ports().runs().requestTermination("no such run", LATER));
  }

  @Test
  void leavesARunThatIsCancelingWhenItShouldBegin() {
    RunFixture run = RunFixture.create(ports(), GRAPH);
    ports().runs().requestTermination(run.runId(), LATER);

    assertThat(run.begin().state()).isEqualTo(RunState.CANCELING);
  }

  @Test
  void endsEveryTaskUnderWayWhenARunEndsEarly() {
    RunFixture run = RunFixture.begun(ports(), GRAPH);
    run.record(run.entered("graph"), run.running("graph/step"), run.running("other"));
    run.record(run.succeeded(Outputs.parameter("kept", "yes"), "other"));
    ports().runs().requestTermination(run.runId(), LATER);

    Run ended = ports().runs().endEarly(run.runId(), CANCELLED, LATER);
    Run again =
        ports()
            .runs()
            .endEarly(run.runId(), new TaskFailure(ErrorCode.UNKNOWN, "other", ""), LATER);

    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(ended.failure()).isEqualTo(CANCELLED);
    assertThat(ended.finishedAt()).isEqualTo(LATER);
    assertThat(again).isEqualTo(ended);
    for (String path : List.of("graph", "graph/step")) {
      assertThat(run.task(path).state()).isEqualTo(TaskState.FAILED);
      assertThat(run.task(path).failure()).isEqualTo(CANCELLED);
      assertThat(run.task(path).endedAt()).isEqualTo(LATER);
    }
    assertThat(run.task("other").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.root().counters()).isEqualTo(new TaskCounters(2, 1, 0, 0, 1));
    assertThat(ports().tasks().attempts(run.taskId("graph/step")))
        .allSatisfy(attempt -> assertThat(attempt.endedAt()).isEqualTo(LATER));
    List<RunEvent> events = ports().events().readAfter(run.runId(), 0, 100);
    assertThat(events.getLast().sequence()).isEqualTo(events.size());
  }

  @Test
  void endsAPendingRunEarly() {
    RunFixture run = RunFixture.create(ports(), GRAPH);

    Run ended = ports().runs().endEarly(run.runId(), CANCELLED, LATER);

    assertThat(ended.state()).isEqualTo(RunState.FAILED);
    assertThat(run.root().state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void failsARunWhoseLastTaskEndsWhileItIsCanceling() {
    RunFixture run = RunFixture.begun(ports(), dag().task("step", leaf()).graph());
    run.record(run.running("step"));
    ports().runs().requestTermination(run.runId(), LATER);

    run.record(run.succeeded(Outputs.parameter("made", "it"), "step"));

    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(run.run().failure()).isEqualTo(CANCELLED);
  }

  @Test
  void listsRunsThatHaveNotEndedOldestFirst() {
    RunFixture pending = RunFixture.create(ports(), GRAPH);
    RunFixture ended = RunFixture.create(ports(), GRAPH);
    RunFixture canceling = RunFixture.begun(ports(), GRAPH);
    ports().runs().endEarly(ended.runId(), CANCELLED, LATER);
    ports().runs().requestTermination(canceling.runId(), LATER);

    assertThat(ports().runs().listUnfinished())
        .containsExactlyInAnyOrder(pending.run(), canceling.run());
  }

  @Test
  void listsEveryRunOnceWhateverThePageSizeAndOrder() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      ids.add(RunFixture.create(ports(), GRAPH).runId());
    }
    ids.sort(null);

    for (boolean isDescending : List.of(false, true)) {
      var listed = new ArrayList<String>();
      PageRequest.@Nullable PageKey after = null;
      do {
        Page<Run> page =
            ports()
                .runs()
                .list(
                    new RunQuery(
                        RunFixture.NAMESPACE,
                        RunFixture.EXPERIMENT_ID,
                        new PageRequest(3, after, "created_at", isDescending, RowFilter.NONE)));
        assertThat(page.totalSize()).isEqualTo(7);
        page.rows().forEach(run -> listed.add(run.id()));
        after = page.nextAfter();
      } while (after != null);
      assertThat(listed).isEqualTo(isDescending ? ids.reversed() : ids);
    }
  }

  @Test
  void listsOnlyRunsOfTheNamespaceAndTheName() {
    RunFixture.create(ports(), GRAPH);

    assertThat(ports().runs().list(new RunQuery("other", null, PageRequest.first())).rows())
        .isEmpty();
    PageRequest named =
        PageRequest.firstOf(
            RowFilter.of(RowPredicate.equal("display_name", "no run of that name")));
    assertThat(ports().runs().list(new RunQuery(RunFixture.NAMESPACE, null, named)))
        .isEqualTo(new Page<>(List.of(), null, 0));
    assertThat(ports().runs().list(everything()).totalSize()).isEqualTo(1);
  }

  @Test
  void refusesToSortByAnUnknownField() {
    var request = new PageRequest(5, null, "colour", false, RowFilter.NONE);

    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        () -> ports().runs().list(new RunQuery(RunFixture.NAMESPACE, null, request)));
  }

  private List<Submission> take() {
    return ports().submissions().take("test", 10, LATER, Duration.ofSeconds(30));
  }

  private static RunQuery everything() {
    return new RunQuery(RunFixture.NAMESPACE, null, PageRequest.first());
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
