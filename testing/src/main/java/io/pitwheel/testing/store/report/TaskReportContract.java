package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.parameter;
import static io.pitwheel.testing.store.report.ReportFixture.refusal;
import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.CHAIN;
import static io.pitwheel.testing.store.report.ReportedPipelines.LOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.RunState;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.taskreport.TaskCreation;
import io.pitwheel.taskreport.TaskQuery;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.testing.store.Outputs;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.value.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every memory of what is told from elsewhere does. */
public abstract class TaskReportContract extends ReportedListContract {
  private ReportFixture chain() {
    return ReportFixture.create(ports(), CHAIN);
  }

  @Test
  void keepsARunThatIsDrivenElsewhereFromEngines() {
    ReportFixture run = chain();
    run.root();

    assertThat(ports().submissions().take("me", 10, RunFixture.START, Duration.ofMinutes(1)))
        .isEmpty();
    assertThat(ports().leases().takeAbandoned("me", RunFixture.START, Duration.ofMinutes(1), 10))
        .isEmpty();
    assertThat(run.run().creation().options().drivenElsewhere()).isTrue();
  }

  @Test
  void beginsTheRunWithItsFirstTask() {
    ReportFixture run = chain();

    String root = run.root();

    assertThat(run.run().state()).isEqualTo(RunState.RUNNING);
    assertThat(run.stateOf(root)).isEqualTo(TaskState.RUNNING);
    assertThat(run.root()).isEqualTo(root);
  }

  @Test
  void foldsStatesAndOutputsUpToTheRun() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    run.createArtifacts(run.made(make, "data", "set"));
    run.update(make, report(TaskState.UNSPECIFIED, parameter("count", "3")));
    run.update(make, report(TaskState.SUCCEEDED));
    for (String path : List.of("use", "show")) {
      run.update(run.create(path, root, report(TaskState.RUNNING)), report(TaskState.SUCCEEDED));
    }

    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.view(root).values())
        .extracting(TaskValue::key, TaskValue::type, TaskValue::producer)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("total", "OUTPUT", "make"),
            org.assertj.core.api.Assertions.tuple("kept", "OUTPUT", "make"));
    assertThat(ports().tasks().find(root).orElseThrow().outputs().parameters())
        .containsEntry("total", JsonValue.of("3"));
  }

  @Test
  void answersATaskThatIsThere() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    run.update(make, report(TaskState.SUCCEEDED, parameter("count", "3")));

    assertThat(run.create("make", root, report(TaskState.RUNNING))).isEqualTo(make);
    assertThat(run.stateOf(make)).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void refusesAnIdThatAnotherTaskHas() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    int use = CHAIN.root().children().getLast();

    assertThat(
            refusal(() ->
                ports()
                    .taskReports()
                    .create(
                        run.runId(),
                        CHAIN,
                        new TaskCreation(make, use, root, null, null, report(TaskState.RUNNING)))))
        .isEqualTo(ErrorCode.ALREADY_EXISTS);
  }

  @Test
  void takesTheSameEndTwiceAndKeepsAnotherAsAnEvent() {
    ReportFixture run = chain();
    String make = run.create("make", run.root(), report(TaskState.RUNNING));
    run.update(make, report(TaskState.SUCCEEDED, parameter("count", "3")));

    run.update(make, report(TaskState.SUCCEEDED, parameter("count", "3")));
    assertThatThrownBy(() -> run.update(make, report(TaskState.FAILED)))
        .hasMessageContaining("FAILED")
        .hasMessageContaining("SUCCEEDED");
    assertThat(
            refusal(() -> {
              run.update(make, report(TaskState.SUCCEEDED, parameter("count", "4")));
              return make;
            }))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);

    assertThat(run.stateOf(make)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(ports().events().readAfter(run.runId(), 0, 100))
        .extracting(RunEvent::kind)
        .filteredOn(RunEvent.LATE_WRITE::equals)
        .hasSize(2);
  }

  @Test
  void changesAllOfABulkOrNothing() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    run.update(make, report(TaskState.SUCCEEDED));
    String use = run.create("use", root, report(TaskState.RUNNING));

    assertThat(
            refusal(() -> {
              run.update(Map.of(make, report(TaskState.FAILED), use, report(TaskState.SUCCEEDED)));
              return use;
            }))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(run.stateOf(use)).isEqualTo(TaskState.RUNNING);
    assertThat(
            refusal(() -> {
              run.update(
                  Map.of("none", report(TaskState.SUCCEEDED), use, report(TaskState.SUCCEEDED)));
              return use;
            }))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(run.stateOf(use)).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void skipsWhatCanNoLongerRunAfterAFailure() {
    ReportFixture run = chain();
    String root = run.root();
    run.update(run.create("make", root, report(TaskState.RUNNING)), report(TaskState.FAILED));

    assertThat(run.states())
        .containsEntry("use[]", TaskState.SKIPPED)
        .containsEntry("show[]", TaskState.SKIPPED)
        .containsEntry("[]", TaskState.FAILED);
    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(String.valueOf(run.run().failure())).contains("it broke");
  }

  @Test
  void skipsWhatDependsOnASkippedTask() {
    ReportFixture run = chain();
    run.create("make", run.root(), report(TaskState.SKIPPED));

    assertThat(run.states())
        .containsEntry("use[]", TaskState.SKIPPED)
        .containsEntry("show[]", TaskState.SKIPPED);
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void foldsALoopOneEntryAnIteration() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String root = run.root();
    String loop = run.create("loop", root, report(TaskState.RUNNING, "", 2));
    for (int index : List.of(1, 0)) {
      String train = run.create("loop/train", loop, index, report(TaskState.RUNNING));
      run.createArtifacts(run.made(train, "model", "model-" + index));
      run.update(train, report(TaskState.SUCCEEDED, parameter("score", "s" + index)));
      run.update(
          run.create("loop/judge", loop, index, report(TaskState.RUNNING)),
          report(TaskState.SUCCEEDED));
    }

    assertThat(run.stateOf(loop)).isEqualTo(TaskState.SUCCEEDED);
    assertThat(run.view(loop).values())
        .filteredOn(value -> value.parameter() != null)
        .extracting(
            TaskValue::iteration, TaskValue::type, value -> String.valueOf(value.parameter()))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                0, "ITERATOR_OUTPUT", String.valueOf(JsonValue.of("s0"))),
            org.assertj.core.api.Assertions.tuple(
                1, "ITERATOR_OUTPUT", String.valueOf(JsonValue.of("s1"))));
    assertThat(run.view(loop).children()).hasSize(4);
  }

  @Test
  void refusesIterationsThatALoopHasNot() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String root = run.root();

    assertThat(refusal(() -> run.create("loop", root, report(TaskState.RUNNING))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    String loop = run.create("loop", root, report(TaskState.RUNNING, "", 2));

    assertThat(refusal(() -> run.create("loop/train", loop, 2, report(TaskState.RUNNING))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal(() -> run.create("loop/train", loop, report(TaskState.RUNNING))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(refusal(() -> run.create("loop/train", root, 0, report(TaskState.RUNNING))))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void passesOverTheStateOfAGraphUnlessItsDriverFailed() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String root = run.root();
    String loop = run.create("loop", root, report(TaskState.RUNNING, "", 1));

    run.update(loop, report(TaskState.SUCCEEDED));
    assertThat(run.stateOf(loop)).isEqualTo(TaskState.RUNNING);

    run.update(loop, report(TaskState.FAILED));
    assertThat(run.stateOf(loop)).isEqualTo(TaskState.FAILED);
    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void endsALoopWithoutIterationsAtOnce() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String root = run.root();
    String loop = run.create("loop", root, report(TaskState.RUNNING, "", 0));

    assertThat(run.stateOf(loop)).isEqualTo(TaskState.SKIPPED);
    run.update(run.create("after", root, report(TaskState.RUNNING)), report(TaskState.SUCCEEDED));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void findsASucceededTaskByItsFingerprintAndTakesItsOutputsOver() {
    String fingerprint = "f".repeat(64);
    ReportFixture first = chain();
    String make = first.create("make", first.root(), report(TaskState.RUNNING, fingerprint, null));
    KeptArtifact artifact = first.createArtifacts(first.made(make, "data", "set")).getFirst();
    assertThat(ports().taskViews().findReusable(RunFixture.NAMESPACE, fingerprint)).isEmpty();
    first.update(make, report(TaskState.SUCCEEDED, parameter("count", "3")));

    assertThat(ports().taskViews().findReusable(RunFixture.NAMESPACE, fingerprint))
        .map(view -> view.task().id())
        .contains(make);
    ReportFixture second = chain();
    String cached =
        second.create("make", second.root(), report(TaskState.CACHED, fingerprint, null));
    List<ArtifactLink> links =
        second.link(second.linked(artifact.artifact().id(), cached, "OUTPUT", "data"));

    assertThat(links).hasSize(1);
    assertThat(ports().tasks().find(cached).orElseThrow().outputs())
        .isEqualTo(ports().tasks().find(make).orElseThrow().outputs());
  }

  @Test
  void makesAnArtifactOnceHoweverOftenItIsTold() {
    ReportFixture run = chain();
    String make = run.create("make", run.root(), report(TaskState.RUNNING));

    KeptArtifact made = run.createArtifacts(run.made(make, "data", "set")).getFirst();
    KeptArtifact again = run.createArtifacts(run.made(make, "data", "set")).getFirst();
    run.createArtifacts(run.made(make, "data", "other"));
    run.update(make, report(TaskState.SUCCEEDED));

    assertThat(made.namespace()).isEqualTo(RunFixture.NAMESPACE);
    assertThat(again).isEqualTo(made);
    assertThat(ports().artifacts().findKept(made.artifact().id())).contains(made);
    assertThat(run.createArtifacts(run.made(make, "data", "set"))).containsExactly(made);
    assertThat(refusal(() -> run.createArtifacts(run.made(make, "data", "late"))))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(run.view(make).values()).hasSize(1);
    assertThat(run.view(make).values().getFirst().artifacts()).hasSize(2);
  }

  @Test
  void makesAllArtifactsOrNone() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    run.update(make, report(TaskState.SUCCEEDED));
    String use = run.create("use", root, report(TaskState.RUNNING));

    assertThat(
            refusal(() ->
                run.createArtifacts(run.made(use, "extra", "one"), run.made(make, "data", "late"))))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(run.view(use).values()).isEmpty();
    assertThat(ports().events().readAfter(run.runId(), 0, 100))
        .extracting(RunEvent::kind)
        .contains(RunEvent.LATE_WRITE);
  }

  @Test
  void linksInputsOnceWithTheTypeThatTheGraphSays() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    String id = run.createArtifacts(run.made(make, "data", "set")).getFirst().artifact().id();
    String use = run.create("use", root, report(TaskState.RUNNING));

    ArtifactLink link = run.link(run.linked(id, use, "TASK_OUTPUT_INPUT", "data")).getFirst();
    ArtifactLink again = run.link(run.linked(id, use, "COMPONENT_INPUT", "data")).getFirst();

    assertThat(again).isEqualTo(link);
    Page<ArtifactLink> listed =
        ports()
            .taskViews()
            .listLinks(
                new LinkQuery(
                    List.of(use),
                    List.of(run.runId()),
                    List.of(id),
                    List.of(),
                    PageRequest.first()));
    assertThat(listed.rows()).extracting(ArtifactLink::id).containsExactly(link.id());
    assertThat(refusal(() -> run.link(run.linked("none", use, "TASK_OUTPUT_INPUT", "data"))))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void pagesThroughLinks() {
    ReportFixture run = chain();
    String make = run.create("make", run.root(), report(TaskState.RUNNING));
    for (int i = 0; i < 5; i++) {
      run.createArtifacts(run.made(make, "data", "set-" + i));
    }
    var ids = new java.util.TreeSet<String>();
    PageRequest.PageKey after = null;
    do {
      Page<ArtifactLink> page =
          ports()
              .taskViews()
              .listLinks(
                  new LinkQuery(
                      List.of(make),
                      List.of(),
                      List.of(),
                      List.of("OUTPUT"),
                      new PageRequest(
                          2, after, "created_at", true, io.pitwheel.page.RowFilter.NONE)));
      assertThat(page.totalSize()).isEqualTo(5);
      page.rows().forEach(link -> ids.add(link.id()));
      after = page.nextAfter();
    } while (after != null);

    assertThat(ids).hasSize(5);
  }

  @Test
  void pagesThroughTasksOfARunAndOfAParent() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String loop = run.create("loop", run.root(), report(TaskState.RUNNING, "", 3));
    for (int i = 0; i < 3; i++) {
      run.create("loop/train", loop, i, report(TaskState.RUNNING));
    }

    Page<TaskView> first =
        ports()
            .taskViews()
            .list(
                new TaskQuery(
                    run.runId(),
                    loop,
                    new PageRequest(
                        2, null, "created_at", false, io.pitwheel.page.RowFilter.NONE)));

    assertThat(first.rows()).hasSize(2);
    assertThat(first.totalSize()).isEqualTo(3);
    assertThat(
            ports()
                .taskViews()
                .list(new TaskQuery(run.runId(), null, PageRequest.first()))
                .totalSize())
        .isEqualTo(5);
  }

  @Test
  void keepsItemsOfALoopOneByOne() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    var items =
        List.of(
            new ReportedParameter("item", 0, "ITERATOR_INPUT", "loop", JsonValue.of("x")),
            new ReportedParameter("item", 1, "ITERATOR_INPUT", "loop", JsonValue.of("x")));
    var told = report(TaskState.RUNNING, "", 2);
    String loop =
        run.create(
            "loop",
            run.root(),
            new io.pitwheel.taskreport.TaskReport(
                "",
                "",
                "",
                told.state(),
                "",
                2,
                null,
                null,
                null,
                items,
                List.of(),
                null,
                RunFixture.START));

    assertThat(run.view(loop).values())
        .extracting(TaskValue::iteration, TaskValue::type)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(0, "ITERATOR_INPUT_RAW"),
            org.assertj.core.api.Assertions.tuple(1, "ITERATOR_INPUT_RAW"));
  }

  @Test
  void changesNothingOfARunThatAnEngineDrives() {
    RunFixture run = RunFixture.begun(ports(), CHAIN);
    run.record(run.running("make"));
    String make = run.taskId("make");
    Map<String, io.pitwheel.taskreport.TaskReport> same = Map.of(make, report(TaskState.SUCCEEDED));

    assertThat(
            refusal(() -> {
              ports().taskReports().update(run.runId(), CHAIN, same);
              return make;
            }))
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    run.record(run.succeeded(Outputs.parameter("count", "3"), "make"));
    ports().taskReports().update(run.runId(), CHAIN, same);

    assertThat(run.task("make").state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void settlesGraphsThatWaitForTasksWhichNeverBegan() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String root = run.root();
    String loop = run.create("loop", root, report(TaskState.RUNNING, "", 2));
    String train = run.create("loop/train", loop, 0, report(TaskState.RUNNING));

    assertThat(run.settle()).isFalse();
    run.update(train, report(TaskState.SUCCEEDED));

    assertThat(run.settle()).isTrue();
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.settle()).isTrue();
  }

  @Test
  void goesOnAfterARetryUnderTheSameIds() {
    ReportFixture run = chain();
    String root = run.root();
    String make = run.create("make", root, report(TaskState.RUNNING));
    run.update(make, report(TaskState.FAILED));
    ports().runs().retry(run.runId(), RunFixture.START);

    assertThat(ports().submissions().take("me", 10, RunFixture.START, Duration.ofMinutes(1)))
        .isEmpty();
    assertThat(run.root()).isEqualTo(root);
    assertThat(run.create("make", root, report(TaskState.RUNNING))).isEqualTo(make);
    run.update(make, report(TaskState.SUCCEEDED));
    for (String path : List.of("use", "show")) {
      run.update(run.create(path, root, report(TaskState.RUNNING)), report(TaskState.SUCCEEDED));
    }

    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }
}
