package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore.Deletion;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.Submission.Kind;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How every {@link io.pitwheel.run.RunStore} archives and deletes, with its experiments. */
public abstract class RunDeletionContract extends StoreContract {
  private static final Instant LATER = RunFixture.START.plusSeconds(60);
  private static final TaskGraph GRAPH = dag().task("step", leaf()).graph();

  private static final TaskFailure CANCELLED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

  @Test
  void removesAnEndedRunWithAllThatHangsOnIt() {
    var fingerprint = new CacheFingerprint("test", "f".repeat(64), "{}");
    RunFixture run = RunFixture.begun(ports(), GRAPH);
    run.record(run.running(fingerprint, "step"));
    run.record(run.succeeded(Outputs.parameter("made", "it"), "step"));
    assertThat(ports().tasks().findReusable(RunFixture.NAMESPACE, fingerprint)).isPresent();

    Deletion deletion = ports().runs().delete(run.runId(), LATER);

    assertThat(deletion).isEqualTo(Deletion.DONE);
    assertThat(ports().runs().find(run.runId())).isEmpty();
    assertThat(ports().tasks().list(run.runId())).isEmpty();
    assertThat(ports().events().readAfter(run.runId(), 0, 10)).isEmpty();
    assertThat(ports().tasks().findReusable(RunFixture.NAMESPACE, fingerprint)).isEmpty();
    assertThat(total()).isZero();
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().delete(run.runId(), LATER));
  }

  @Test
  void removesArtifactsWithTheLastRunThatRefersToThem() {
    TaskGraph graph = dag().task("step", leaf().artifact("model")).graph();
    RunFixture first = RunFixture.begun(ports(), graph);
    RunFixture second = RunFixture.begun(ports(), graph);
    first.record(first.cached(Outputs.artifacts("model", "/shared", "/own"), "step"));
    second.record(second.cached(Outputs.artifacts("model", "/shared"), "step"));

    ports().runs().delete(first.runId(), LATER);
    assertThat(ports().artifacts().find(Outputs.artifact("/own").id())).isEmpty();
    assertThat(second.task("step").outputs()).isEqualTo(Outputs.artifacts("model", "/shared"));

    ports().runs().delete(second.runId(), LATER);
    assertThat(ports().artifacts().find(Outputs.artifact("/shared").id())).isEmpty();
  }

  @Test
  void removesARunOfManyTasksByThePiece() {
    int many = 600;
    RunFixture run =
        RunFixture.begun(
            ports(), dag().loop("loop", dag().task("step", leaf().artifact("model"))).graph());
    run.record(run.iterated(many, "loop"));
    run.record(
        IntStream.range(0, many)
            .<TaskChange>mapToObj(
                step -> run.cached(Outputs.artifacts("model", "/made/" + step), "loop/step", step))
            .toList());
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);

    assertThat(ports().runs().delete(run.runId(), LATER)).isEqualTo(Deletion.REMOVING);

    assertThat(total()).isZero();
    assertThat(ports().runs().listDeletable(10)).containsExactly(run.runId());
    assertThat(ports().tasks().list(run.runId())).isNotEmpty().hasSizeLessThan(many);
    assertThat(ports().runs().finishDeletion(run.runId())).isEqualTo(Deletion.DONE);
    assertThat(ports().runs().find(run.runId())).isEmpty();
    for (int i = 0; i < many; i++) {
      assertThat(ports().artifacts().find(Outputs.artifact("/made/" + i).id())).isEmpty();
    }
  }

  @Test
  void hidesARunThatIsUnderWayAndAsksItToStop() {
    RunFixture run = RunFixture.begun(ports(), GRAPH);
    run.record(run.running("step"));

    Deletion deletion = ports().runs().delete(run.runId(), LATER);

    assertThat(deletion).isEqualTo(Deletion.STOPPING);
    assertThat(run.run().isBeingDeleted()).isTrue();
    assertThat(run.run().state()).isEqualTo(RunState.CANCELING);
    assertThat(take()).extracting(Submission::kind).containsExactly(Kind.START, Kind.TERMINATE);
    assertThat(total()).isZero();
    assertThat(ports().runs().listDeleting()).containsExactly(run.runId());
    assertThat(ports().runs().listUnfinished()).extracting(Run::id).containsExactly(run.runId());
    assertThat(ports().runs().listDeletable(10)).isEmpty();
    assertThat(ports().runs().finishDeletion(run.runId())).isEqualTo(Deletion.STOPPING);
  }

  @Test
  void namesThoseThatHaveEndedAndAreStillToBeRemoved() {
    List<String> runIds =
        List.of(
            RunFixture.begun(ports(), GRAPH).runId(),
            RunFixture.begun(ports(), GRAPH).runId(),
            RunFixture.begun(ports(), GRAPH).runId());
    for (int i = 0; i < runIds.size(); i++) {
      ports().runs().delete(runIds.get(i), LATER.plusSeconds(i));
    }
    ports().runs().endEarly(runIds.getLast(), CANCELLED, LATER);
    ports().runs().endEarly(runIds.getFirst(), CANCELLED, LATER);

    assertThat(ports().runs().listDeletable(10))
        .containsExactly(runIds.getFirst(), runIds.getLast());
    assertThat(ports().runs().listDeletable(1)).containsExactly(runIds.getFirst());
  }

  @Test
  void refusesEverythingButTheEndOfARunThatIsBeingDeleted() {
    String runId = RunFixture.begun(ports(), GRAPH).runId();
    ports().runs().delete(runId, LATER);

    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().delete(runId, LATER));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().archive(runId));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().unarchive(runId));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().retry(runId, LATER));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().requestTermination(runId, LATER));
    ports().runs().endEarly(runId, CANCELLED, LATER);

    assertThat(ports().runs().finishDeletion(runId)).isEqualTo(Deletion.DONE);
    assertThat(ports().runs().find(runId)).isEmpty();
    assertThat(ports().runs().listDeleting()).isEmpty();
    assertThat(ports().runs().finishDeletion(runId)).isEqualTo(Deletion.DONE);
  }

  @Test
  void finishesNothingThatWasNotAskedFor() {
    RunFixture run = RunFixture.begun(ports(), GRAPH);
    ports().runs().endEarly(run.runId(), CANCELLED, LATER);

    assertThat(ports().runs().finishDeletion(run.runId())).isEqualTo(Deletion.STOPPING);
    assertThat(run.run().isBeingDeleted()).isFalse();
  }

  @Test
  void archivesARunWhateverItDoes() {
    RunFixture run = RunFixture.begun(ports(), GRAPH);

    ports().runs().archive(run.runId());
    ports().runs().archive(run.runId());

    assertThat(run.run().isArchived()).isTrue();
    assertThat(run.run().state()).isEqualTo(RunState.RUNNING);
    ports().runs().unarchive(run.runId());
    assertThat(run.run().isArchived()).isFalse();
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().archive("none"));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().unarchive("none"));
  }

  @Test
  void archivesAnExperimentWithItsRunsAndBringsOnlyItselfBack() {
    RunFixture run = RunFixture.create(ports(), GRAPH);

    ports().experiments().archive(RunFixture.EXPERIMENT_ID);

    assertThat(run.run().isArchived()).isTrue();
    assertThat(experiment().isArchived()).isTrue();
    assertRefused(
        ErrorCode.FAILED_PRECONDITION,
        () -> ports().runs().create(RunFixture.creation("run-of-archived")));
    assertThat(ports().runs().find("run-of-archived")).isEmpty();
    assertRefused(ErrorCode.FAILED_PRECONDITION, () -> ports().runs().unarchive(run.runId()));
    assertThat(run.run().isArchived()).isTrue();
    ports().experiments().unarchive(RunFixture.EXPERIMENT_ID);
    assertThat(experiment().isArchived()).isFalse();
    assertThat(run.run().isArchived()).isTrue();
    ports().runs().unarchive(run.runId());
    assertThat(run.run().isArchived()).isFalse();
  }

  @Test
  void keepsTheRunsOfADeletedExperiment() {
    RunFixture run = RunFixture.create(ports(), GRAPH);

    ports().experiments().delete(RunFixture.EXPERIMENT_ID, LATER);

    assertThat(ports().experiments().find(RunFixture.EXPERIMENT_ID)).isEmpty();
    assertThat(ports().experiments().findByName(RunFixture.NAMESPACE, "fixtures")).isEmpty();
    assertThat(ports().experiments().list(RunFixture.NAMESPACE, PageRequest.first()).totalSize())
        .isZero();
    assertThat(run.run().creation().experimentId()).isEqualTo(RunFixture.EXPERIMENT_ID);
    assertThat(total()).isEqualTo(1);
    ports().runs().archive(run.runId());
    assertRefused(ErrorCode.FAILED_PRECONDITION, () -> ports().runs().unarchive(run.runId()));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> ports().runs().create(RunFixture.creation("11111111-1111-4111-8111-111111111111")));
  }

  @Test
  void forgetsADeletedExperimentWithItsLastRun() {
    RunFixture run = RunFixture.create(ports(), GRAPH);
    ports().experiments().delete(RunFixture.EXPERIMENT_ID, LATER);
    ports().runs().endEarly(run.runId(), CANCELLED, LATER);

    ports().runs().delete(run.runId(), LATER);

    RunFixture.prepare(ports());
    assertThat(experiment().displayName()).isEqualTo("fixtures");
  }

  private Experiment experiment() {
    return ports().experiments().find(RunFixture.EXPERIMENT_ID).orElseThrow();
  }

  private long total() {
    var page = ports().runs().list(new RunQuery(RunFixture.NAMESPACE, null, PageRequest.first()));
    assertThat(page.rows()).hasSize((int) page.totalSize());
    return page.totalSize();
  }

  private List<Submission> take() {
    return ports().submissions().take("test", 10, LATER, Duration.ofSeconds(30));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
