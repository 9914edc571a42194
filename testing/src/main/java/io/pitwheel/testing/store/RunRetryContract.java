package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.submission.Submission;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.run.RunStore} does with runs that are to go on after a failure. */
public abstract class RunRetryContract extends StoreContract {
  private static final TaskGraph TWO_LEAVES = dag().task("a", leaf()).task("b", leaf()).graph();
  private static final TaskFailure TERMINATED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

  @Test
  void retriesAFailedRunAndKeepsWhatWorked() {
    RunFixture run = RunFixture.begun(ports(), TWO_LEAVES);
    run.record(
        run.running("a"),
        run.succeeded(TaskValues.NONE, "a"),
        run.running("b"),
        run.failed("broken", "b"));
    int history = run.run().history().size();

    Run retried = ports().runs().retry(run.runId(), RunFixture.START);

    assertThat(retried.state()).isEqualTo(RunState.PENDING);
    assertThat(retried.failure()).isNull();
    assertThat(retried.finishedAt()).isNull();
    assertThat(retried.history()).hasSize(history + 1);
    assertThat(run.task("a").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.task("b").state()).isEqualTo(TaskState.UNSPECIFIED);
    assertThat(run.task("b").failure()).isNull();
    assertThat(ports().submissions().take("me", 9, RunFixture.START, Duration.ofMinutes(1)))
        .filteredOn(submission -> submission.runId().equals(run.runId()))
        .extracting(Submission::kind)
        .containsExactly(Submission.Kind.RETRY);

    run.begin();
    run.record(run.running("b"));

    assertThat(run.task("b").attempt()).isEqualTo(2);
    assertThat(ports().tasks().attempts(run.taskId("b")))
        .extracting(attempt -> attempt.number(), attempt -> attempt.countsAsRetry())
        .containsExactly(tuple(1, false), tuple(2, true));
    run.record(run.succeeded(TaskValues.NONE, "b"));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.root().counters()).isEqualTo(new TaskCounters(2, 2, 0, 0, 0));
  }

  @Test
  void skipsWhatARetryTookBackWhenTheRunEndsBeforeItsTurn() {
    RunFixture run = RunFixture.begun(ports(), TWO_LEAVES);
    run.record(
        run.running("a"), run.failed("broken", "a"), run.running("b"), run.failed("broken", "b"));
    ports().runs().retry(run.runId(), RunFixture.START);
    run.begin();
    run.record(run.running("a"));

    ports().runs().endEarly(run.runId(), TERMINATED, RunFixture.START);

    assertThat(run.task("a").state()).isEqualTo(TaskState.FAILED);
    assertThat(run.task("b").state()).isEqualTo(TaskState.SKIPPED);
    assertThat(run.task("b").skipReason()).isEqualTo(SkipReason.CANCELLED);
    assertThat(run.root().counters()).isEqualTo(new TaskCounters(2, 0, 0, 1, 1));
    ports().runs().retry(run.runId(), RunFixture.START);
    assertThat(run.task("b").state()).isEqualTo(TaskState.UNSPECIFIED);
  }

  @Test
  void retriesOnlyFailedRuns() {
    RunFixture run = RunFixture.begun(ports(), TWO_LEAVES);

    assertRefused(
        ErrorCode.FAILED_PRECONDITION, () -> ports().runs().retry(run.runId(), RunFixture.START));
    run.record(run.skipped(SkipReason.CONDITION_FALSE, "a"), run.cached(TaskValues.NONE, "b"));
    assertRefused(
        ErrorCode.FAILED_PRECONDITION, () -> ports().runs().retry(run.runId(), RunFixture.START));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().runs().retry("nobody", RunFixture.START));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
