package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.submission.Submission;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.run.RunLeases} does, together with the queue of submissions. */
public abstract class RunLeasesContract extends StoreContract {
  private static final Instant NOW = RunFixture.START.plusSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final TaskGraph ONE_STEP = dag().task("step", leaf()).graph();

  @Test
  void leavesARunToTheServerThatTookItsSubmission() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();

    assertThat(abandoned("two", NOW.plusSeconds(29))).isEmpty();
    assertThat(abandoned("two", NOW.plusSeconds(30))).containsExactly(run.runId());
    assertThat(abandoned("three", NOW.plusSeconds(31))).isEmpty();
  }

  /** The server died after its engine had taken the run, and before it began it. */
  @Test
  void takesARunThatWasHandedOverAndNeverBegun() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    assertThat(abandoned("two", NOW.plusSeconds(60))).isEmpty();
    complete(take("one", NOW));

    assertThat(abandoned("two", NOW.plusSeconds(29))).isEmpty();
    assertThat(abandoned("two", NOW.plusSeconds(30))).containsExactly(run.runId());
    assertThat(abandoned("three", NOW.plusSeconds(31))).isEmpty();
  }

  @Test
  void namesWhoHasARun() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    assertThat(ports().leases().holder(run.runId())).isEmpty();
    complete(take("one", NOW));
    run.begin();

    assertThat(ports().leases().holder(run.runId())).hasValue("one");
    assertThat(abandoned("two", NOW.plusSeconds(30))).hasSize(1);
    assertThat(ports().leases().holder(run.runId())).hasValue("two");
    ports().leases().leaveAll("two");
    assertThat(ports().leases().holder(run.runId())).isEmpty();
  }

  @Test
  void prolongsWhatAServerHas() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();

    assertThat(ports().leases().prolong("one", NOW.plusSeconds(20), LEASE)).isEqualTo(1);
    assertThat(ports().leases().prolong("two", NOW.plusSeconds(20), LEASE)).isZero();

    assertThat(abandoned("two", NOW.plusSeconds(49))).isEmpty();
    assertThat(abandoned("two", NOW.plusSeconds(50))).containsExactly(run.runId());
  }

  @Test
  void givesWhatIsAskedOfARunToTheServerThatMovesIt() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();

    ports().runs().requestTermination(run.runId(), NOW);

    assertThat(take("two", NOW.plusSeconds(1))).isEmpty();
    assertThat(take("one", NOW.plusSeconds(1)))
        .extracting(Submission::kind)
        .containsExactly(Submission.Kind.TERMINATE);
  }

  @Test
  void givesItToAnotherWhenThatServerIsDead() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();
    ports().runs().requestTermination(run.runId(), NOW);

    assertThat(take("two", NOW.plusSeconds(30))).hasSize(1);
    assertThat(abandoned("three", NOW.plusSeconds(31))).isEmpty();
  }

  @Test
  void endsWithTheRunOrWithTheServer() {
    RunFixture ended = RunFixture.create(ports(), ONE_STEP);
    RunFixture left = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    ended.begin();
    left.begin();
    ended.record(ended.running("step"));
    ended.record(ended.failed("for a test", "step"));
    assertThat(ports().leases().prolong("one", NOW, LEASE)).isEqualTo(1);

    ports().leases().leaveAll("one");

    assertThat(abandoned("two", NOW.plusSeconds(1))).containsExactly(left.runId());
  }

  @Test
  void givesBackWhatAServerHadInHand() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    RunFixture ofAnother = RunFixture.create(ports(), ONE_STEP);
    assertThat(ports().submissions().take("one", 1, NOW, LEASE)).hasSize(1);
    assertThat(ports().submissions().take("two", 1, NOW, LEASE)).hasSize(1);

    ports().leases().leaveAll("one");

    assertThat(take("three", NOW.plusSeconds(1)))
        .extracting(Submission::runId)
        .hasSize(1)
        .containsAnyOf(run.runId(), ofAnother.runId());
    assertThat(take("three", NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void takesOnlyWhatWasBegunAndNoMoreThanAsked() {
    RunFixture.create(ports(), ONE_STEP);
    RunFixture.begun(ports(), ONE_STEP);
    RunFixture.begun(ports(), ONE_STEP);

    assertThat(ports().leases().takeAbandoned("one", NOW, LEASE, 1)).hasSize(1);
    assertThat(abandoned("one", NOW)).hasSize(1);
    assertThat(abandoned("one", NOW)).isEmpty();
  }

  @Test
  void letsNobodyWriteWhoLostTheLead() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();
    RunLead lead = ports().runs().lead(run.runId()).orElseThrow();
    TaskStore led = ports().tasks().ledBy(lead);
    led.record(run.runId(), ONE_STEP, List.of(run.running("step")));
    Task before = run.task("step");

    assertThat(abandoned("two", NOW.plusSeconds(30))).containsExactly(run.runId());

    assertLost(() -> led.record(run.runId(), ONE_STEP, List.of(run.failed("too late", "step"))));
    assertLost(() ->
        ports()
            .runs()
            .ledBy(lead)
            .endEarly(
                run.runId(), new TaskFailure(ErrorCode.UNKNOWN, "too late", ""), RunFixture.START));
    assertThat(run.task("step")).isEqualTo(before);
    assertThat(run.run().state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void letsWhoHasTheLeadNowWrite() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();
    assertThat(abandoned("two", NOW.plusSeconds(30))).hasSize(1);
    RunLead lead = ports().runs().lead(run.runId()).orElseThrow();

    ports().tasks().ledBy(lead).record(run.runId(), ONE_STEP, List.of(run.running("step")));

    assertThat(run.task("step").state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void beginsANewLeadWhenAServerGetsARunBack() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();
    RunLead first = ports().runs().lead(run.runId()).orElseThrow();
    assertThat(abandoned("two", NOW.plusSeconds(30))).hasSize(1);
    ports().leases().leaveAll("two");

    assertThat(abandoned("one", NOW.plusSeconds(31))).hasSize(1);

    assertThat(ports().runs().lead(run.runId()).orElseThrow().epoch())
        .isGreaterThan(first.epoch() + 1);
    assertLost(() -> ports().runs().ledBy(first).begin(run.runId(), 1, NOW));
  }

  @Test
  void keepsTheLeadOfAServerThatTakesItsOwnRunAgain() {
    RunFixture run = RunFixture.create(ports(), ONE_STEP);
    complete(take("one", NOW));
    run.begin();
    RunLead lead = ports().runs().lead(run.runId()).orElseThrow();
    ports().runs().requestTermination(run.runId(), NOW);

    assertThat(take("one", NOW.plusSeconds(1))).hasSize(1);

    assertThat(ports().runs().lead(run.runId())).contains(lead);
  }

  private static void assertLost(ThrowingCallable call) {
    assertThat(catchThrowableOfType(PipelinesException.class, call)).matches(RunLead::isLoss);
  }

  private List<Submission> take(String owner, Instant now) {
    return ports().submissions().take(owner, 10, now, LEASE);
  }

  private void complete(List<Submission> taken) {
    ports().submissions().complete(taken);
  }

  private List<String> abandoned(String owner, Instant now) {
    return ports().leases().takeAbandoned(owner, now, LEASE, 10);
  }
}
