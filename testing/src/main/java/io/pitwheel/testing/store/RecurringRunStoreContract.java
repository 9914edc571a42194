package io.pitwheel.testing.store;

import static io.pitwheel.testing.store.ScheduleFixture.everyMinute;
import static io.pitwheel.testing.store.ScheduleFixture.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.recurringrun.RecurringRunQuery;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Window;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.submission.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RecurringRunStore} does. */
public abstract class RecurringRunStoreContract extends StoreContract {
  private static final Instant START = RunFixture.START;
  private static final Instant FIRST_TICK = START.plusSeconds(60);

  @BeforeEach
  void prepare() {
    RunFixture.prepare(ports());
  }

  @Test
  void keepsEveryField() {
    var window = new Window(START.minusSeconds(5), START.plusSeconds(86_400));
    RecurringRun cron =
        ScheduleFixture.of(
            "cron",
            new Cron("0 0 2 * * ?", window),
            new Source.Kept("pipeline", ""),
            new Limits(10, false));
    RecurringRun once = ScheduleFixture.of("once", new Once());
    RecurringRun periodic = everyMinute("periodic");

    for (RecurringRun recurringRun : List.of(cron, once, periodic)) {
      assertThat(store().create(recurringRun)).isEqualTo(recurringRun);
      assertThat(store().find(recurringRun.id())).contains(recurringRun);
    }
    assertThat(store().find("other")).isEmpty();
  }

  @Test
  void refusesAnExperimentThatIsNotThereOrArchived() {
    ports()
        .experiments()
        .create(new Experiment("old", "old", "", RunFixture.NAMESPACE, true, START, Instant.EPOCH));

    assertRefused(
        ErrorCode.NOT_FOUND, () -> store().create(in(everyMinute("one"), "no experiment")));
    assertRefused(
        ErrorCode.FAILED_PRECONDITION, () -> store().create(in(everyMinute("one"), "old")));
    assertRefused(
        ErrorCode.NOT_FOUND,
        () ->
            store()
                .create(
                    ScheduleFixture.of(
                        "one", new Once(), new Source.Inline("none"), new Limits(1, true))));
    assertThat(store().find("one")).isEmpty();
  }

  @Test
  void isDisabledWithItsExperimentAndStaysSo() {
    store().create(everyMinute("one"));

    ports().experiments().archive(RunFixture.EXPERIMENT_ID);
    ports().experiments().unarchive(RunFixture.EXPERIMENT_ID);

    assertThat(store().find("one").orElseThrow().isEnabled()).isFalse();
    assertThat(store().earliestDue()).isEmpty();
  }

  @Test
  void listsByExperimentAndPage() {
    store().create(everyMinute("b"));
    store().create(everyMinute("a"));

    Page<RecurringRun> first = store().list(query(RunFixture.EXPERIMENT_ID, 1, null));
    Page<RecurringRun> second = store().list(query(RunFixture.EXPERIMENT_ID, 1, first.nextAfter()));

    assertThat(first.rows()).extracting(RecurringRun::id).containsExactly("a");
    assertThat(second.rows()).extracting(RecurringRun::id).containsExactly("b");
    assertThat(first.totalSize()).isEqualTo(2);
    assertThat(store().list(query("other", 1, null)).rows()).isEmpty();
    assertThat(store().list(query(null, 20, null)).rows()).hasSize(2);
  }

  @Test
  void givesWhatIsDueAndSaysWhenTheNextIs() {
    store().create(ScheduleFixture.of("later", new Cron("0 0 23 * * *", Window.ALWAYS)));
    assertThat(store().earliestDue()).contains(Instant.parse("2026-11-22T23:00:00Z"));
    store().create(everyMinute("b"));
    store().create(everyMinute("a"));

    assertThat(store().listDue(FIRST_TICK.minusMillis(1), "", 10)).isEmpty();
    assertThat(store().listDue(FIRST_TICK, "", 10))
        .extracting(RecurringRun::id)
        .containsExactly("a", "b");
    assertThat(store().listDue(FIRST_TICK, "", 1)).hasSize(1);
    assertThat(store().listDue(FIRST_TICK, "a", 10))
        .extracting(RecurringRun::id)
        .containsExactly("b");
    assertThat(store().listDue(FIRST_TICK, "b", 10)).isEmpty();
    assertThat(store().earliestDue()).contains(FIRST_TICK);
  }

  @Test
  void leavesOutWhatIsDisabledAndBringsItBackWithWhatItMissed() {
    store().create(everyMinute("one"));

    RecurringRun disabled = store().setEnabled("one", false, FIRST_TICK);

    assertThat(disabled.isEnabled()).isFalse();
    assertThat(disabled.updatedAt()).isEqualTo(FIRST_TICK);
    assertThat(store().setEnabled("one", false, FIRST_TICK.plusSeconds(1))).isEqualTo(disabled);
    assertThat(store().listDue(FIRST_TICK, "", 10)).isEmpty();
    assertThat(store().earliestDue()).isEmpty();
    assertThat(store().setEnabled("one", true, FIRST_TICK.plusSeconds(3600)).isEnabled()).isTrue();
    assertThat(store().listDue(FIRST_TICK.plusSeconds(3600), "", 10))
        .singleElement()
        .satisfies(
            due -> assertThat(due.dueTick(FIRST_TICK.plusSeconds(3600))).contains(FIRST_TICK));
    assertRefused(ErrorCode.NOT_FOUND, () -> store().setEnabled("other", true, START));
  }

  @Test
  void writesTheRunOfATickWithItsSubmissionAndMovesOn() {
    store().create(everyMinute("one"));
    Firing.Filled filled = filled(due("one"), FIRST_TICK);

    assertThat(store().fire(filled)).isEqualTo(Outcome.SETTLED);

    Run run = ports().runs().find(filled.run().id()).orElseThrow();
    assertThat(run.creation()).isEqualTo(filled.run());
    assertThat(run.creation().scheduledAt()).isEqualTo(FIRST_TICK);
    assertThat(ports().submissions().take("me", 10, FIRST_TICK, Duration.ofSeconds(1)))
        .extracting(Submission::runId)
        .containsExactly(run.id());
    assertThat(ports().events().readAfter(run.id(), 0, 10)).hasSize(1);
    RecurringRun moved = store().find("one").orElseThrow();
    assertThat(moved.progress().firedCount()).isEqualTo(1);
    assertThat(moved.progress().lastTick()).isEqualTo(FIRST_TICK);
    assertThat(moved.progress().dueAt()).isEqualTo(FIRST_TICK.plusSeconds(60));
    assertThat(store().listDue(FIRST_TICK, "", 10)).isEmpty();
  }

  @Test
  void looksLaterAtOneWhoseClocksAreOthersThanWhenItWasMade() {
    store().create(ScheduleFixture.of("one", new Cron("0 0 23 * * *", Window.ALWAYS)));
    Instant due = Instant.parse("2026-11-22T23:00:00Z");
    RecurringRun seen = store().find("one").orElseThrow().in(ZoneId.of("America/New_York"));

    assertThat(seen.dueTick(due)).isEmpty();
    assertThat(store().lookLater(seen)).isEqualTo(Outcome.SETTLED);
    assertThat(store().lookLater(seen)).isEqualTo(Outcome.OVERTAKEN);

    assertThat(store().listDue(due, "", 10)).isEmpty();
    assertThat(store().earliestDue()).contains(Instant.parse("2026-11-23T04:00:00Z"));
    assertThat(store().find("one").orElseThrow().progress().lastTick()).isNull();
  }

  @Test
  void settlesATickOnceWhoeverSawIt() {
    store().create(everyMinute("one"));
    Firing.Filled mine = filled(due("one"), FIRST_TICK);
    Firing.Filled yours = filled(due("one"), FIRST_TICK);
    store().fire(mine);

    assertThat(store().fire(yours)).isEqualTo(Outcome.OVERTAKEN);
    assertThat(store().passOver(failed(yours.firing()))).isEqualTo(Outcome.OVERTAKEN);
    assertThat(runs()).extracting(Run::id).containsExactly(mine.run().id());
  }

  @Test
  void doesNothingForOneThatWasDisabledOrDeletedMeanwhile() {
    store().create(everyMinute("one"));
    store().create(everyMinute("two"));
    Firing.Filled one = filled(due("one"), FIRST_TICK);
    Firing.Filled two = filled(due("two"), FIRST_TICK);
    store().setEnabled("one", false, FIRST_TICK);
    store().delete("two");

    assertThat(store().fire(one)).isEqualTo(Outcome.OVERTAKEN);
    assertThat(store().fire(two)).isEqualTo(Outcome.OVERTAKEN);
    assertThat(store().passOver(failed(two.firing()))).isEqualTo(Outcome.OVERTAKEN);
    assertThat(runs()).isEmpty();
  }

  @Test
  void findsTheRunOfATickThatIsThereAlready() {
    store().create(everyMinute("one"));
    Firing.Filled lost = filled(due("one"), FIRST_TICK);
    ports().runs().create(lost.run());

    assertThat(store().fire(filled(due("one"), FIRST_TICK))).isEqualTo(Outcome.SETTLED);

    assertThat(runs()).extracting(Run::id).containsExactly(lost.run().id());
    assertThat(store().find("one").orElseThrow().progress().firedCount()).isZero();
    assertThat(store().listDue(FIRST_TICK, "", 10)).isEmpty();
  }

  @Test
  void waitsWhileAsManyRunsAreUnderWayAsItMayHave() {
    RecurringRun one =
        ScheduleFixture.of(
            "one",
            everyMinute("one").trigger(),
            new Source.Inline(RunFixture.SPECIFICATION_ID),
            new Limits(1, true));
    store().create(one);
    Firing.Filled first = filled(due("one"), FIRST_TICK);
    store().fire(first);
    Instant later = FIRST_TICK.plusSeconds(60);

    assertThat(store().listDue(later, "", 10)).isEmpty();
    assertThat(store().fire(filled(store().find("one").orElseThrow(), later)))
        .isEqualTo(Outcome.BUSY);
    assertThat(store().earliestDue()).contains(later);
    ports()
        .runs()
        .endEarly(first.run().id(), new TaskFailure(ErrorCode.UNKNOWN, "ended", ""), later);
    assertThat(store().listDue(later, "", 10)).hasSize(1);
    assertThat(store().fire(filled(due("one"), later))).isEqualTo(Outcome.SETTLED);
    assertThat(runs()).hasSize(2);
  }

  @Test
  void notesWhyATickMadeNoRunUntilAnotherDoes() {
    store().create(everyMinute("one"));
    var firing = new Firing(due("one"), FIRST_TICK);
    Instant rested = FIRST_TICK.plusSeconds(90);

    assertThat(store().passOver(new Firing.Failed(firing, failure(), rested)))
        .isEqualTo(Outcome.SETTLED);

    RecurringRun noted = store().find("one").orElseThrow();
    assertThat(noted.progress().failure()).isEqualTo(failure());
    assertThat(noted.progress().lastTick()).isEqualTo(FIRST_TICK);
    assertThat(noted.progress().dueAt()).isEqualTo(rested);
    assertThat(noted.progress().firedCount()).isZero();
    assertThat(store().listDue(rested.minusMillis(1), "", 10)).isEmpty();
    store().fire(filled(store().listDue(rested, "", 10).getFirst(), rested));
    RecurringRun mended = store().find("one").orElseThrow();
    assertThat(mended.progress().failure()).isNull();
    assertThat(mended.progress().lastTick()).isEqualTo(FIRST_TICK.plusSeconds(60));
  }

  @Test
  void writesNothingWhenTheRunCannotBeWritten() {
    store().create(everyMinute("one"));
    Firing.Filled filled = filled(due("one"), FIRST_TICK);
    RecurringRun before = store().find("one").orElseThrow();

    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> store().fire(new Firing.Filled(filled.firing(), ofNoSpecification(filled))));

    assertThat(store().find("one")).contains(before);
    assertThat(runs()).isEmpty();
  }

  @Test
  void leavesTheRunsOfOneThatIsDeleted() {
    store().create(everyMinute("one"));
    store().fire(filled(due("one"), FIRST_TICK));

    store().delete("one");

    assertThat(store().find("one")).isEmpty();
    assertThat(runs()).extracting(run -> run.creation().recurringRunId()).containsExactly("one");
    assertRefused(ErrorCode.NOT_FOUND, () -> store().delete("one"));
  }

  @Test
  void neverSettlesATickTwiceInManyThreads() throws Exception {
    int ticks = 30;
    store()
        .create(
            ScheduleFixture.of(
                "one",
                everyMinute("one").trigger(),
                new Source.Inline(RunFixture.SPECIFICATION_ID),
                new Limits(10, true)));
    Instant now = START.plusSeconds(60L * ticks);
    var firers = new ArrayList<Callable<Integer>>();
    for (int thread = 0; thread < 6; thread++) {
      firers.add(() -> BacklogFirer.settleAll(ports(), now));
    }

    int settled = 0;
    try (var executor = Executors.newFixedThreadPool(firers.size())) {
      for (var future : executor.invokeAll(firers)) {
        settled += future.get();
      }
    }

    assertThat(settled).isEqualTo(ticks);
    assertThat(runs())
        .extracting(run -> run.creation().scheduledAt())
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.IntStream.rangeClosed(1, ticks)
                .mapToObj(tick -> START.plusSeconds(60L * tick))
                .toList());
  }

  private RecurringRunStore store() {
    return ports().recurringRuns();
  }

  private RecurringRun due(String id) {
    return store().find(id).orElseThrow();
  }

  private List<Run> runs() {
    return ports()
        .runs()
        .list(
            new RunQuery(
                RunFixture.NAMESPACE,
                null,
                new PageRequest(PageRequest.MAX_SIZE, null, "scheduled_at", false, RowFilter.NONE)))
        .rows();
  }

  private static RecurringRunQuery query(
      @org.jspecify.annotations.Nullable String experimentId,
      int size,
      PageRequest.@org.jspecify.annotations.Nullable PageKey after) {
    return new RecurringRunQuery(
        RunFixture.NAMESPACE,
        experimentId,
        new PageRequest(size, after, "recurring_run_id", false, RowFilter.NONE));
  }

  private static TaskFailure failure() {
    return new TaskFailure(ErrorCode.NOT_FOUND, "the pipeline is gone", "root");
  }

  private static Firing.Failed failed(Firing firing) {
    return new Firing.Failed(firing, failure(), FIRST_TICK);
  }

  private static RecurringRun in(RecurringRun recurringRun, String experimentId) {
    var template = recurringRun.template();
    return new RecurringRun(
        recurringRun.id(),
        recurringRun.namespace(),
        new io.pitwheel.recurringrun.RunTemplate(
            template.displayName(),
            template.description(),
            experimentId,
            template.source(),
            template.parameters(),
            template.pipelineRoot(),
            template.serviceAccount(),
            template.pluginsInput()),
        recurringRun.trigger(),
        recurringRun.limits(),
        recurringRun.isEnabled(),
        recurringRun.progress(),
        recurringRun.createdAt(),
        recurringRun.updatedAt());
  }

  private static io.pitwheel.run.RunCreation ofNoSpecification(Firing.Filled filled) {
    var run = filled.run();
    return new io.pitwheel.run.RunCreation(
        run.id(),
        run.rootTaskId(),
        run.displayName(),
        run.description(),
        run.namespace(),
        run.experimentId(),
        run.pipelineId(),
        run.pipelineVersionId(),
        "b".repeat(64),
        run.pipelineName(),
        run.parameters(),
        run.pipelineRoot(),
        run.serviceAccount(),
        run.options(),
        run.requestDigest(),
        run.createdAt(),
        run.scheduledAt(),
        run.recurringRunId());
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
