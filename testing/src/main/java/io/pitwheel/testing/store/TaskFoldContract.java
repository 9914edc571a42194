package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How every {@link io.pitwheel.task.TaskStore} carries the ends of tasks up the graph. */
public abstract class TaskFoldContract extends StoreContract {
  private static final TaskGraph NESTED =
      dag()
          .task(
              "outer",
              dag()
                  .task(
                      "inner",
                      dag()
                          .task("step", leaf().parameter("value").artifact("model"))
                          .parameter("kept", "step", "value")
                          .artifact("best", "step", "model"))
                  .parameter("passed", "inner", "kept")
                  .artifact("best", "inner", "best"))
          .parameter("result", "outer", "passed")
          .artifact("model", "outer", "best")
          .graph();

  private static final TaskGraph LOOP =
      dag()
          .loop(
              "loop",
              dag()
                  .task("step", leaf().parameter("value").artifact("model"))
                  .parameter("values", "step", "value")
                  .artifact("models", "step", "model"))
          .parameter("all", "loop", "values")
          .artifact("every", "loop", "models")
          .graph();

  private static final TaskGraph NESTED_LOOPS =
      dag()
          .loop(
              "outer",
              dag()
                  .loop(
                      "inner",
                      dag()
                          .task("step", leaf().parameter("value").artifact("model"))
                          .parameter("values", "step", "value")
                          .artifact("models", "step", "model"))
                  .parameter("lists", "inner", "values")
                  .artifact("flat", "inner", "models"))
          .parameter("all", "outer", "lists")
          .artifact("every", "outer", "flat")
          .graph();

  @Test
  void carriesOutputsThroughNestedGraphs() {
    RunFixture run = RunFixture.begun(ports(), NESTED);
    run.record(run.entered("outer"), run.entered("outer/inner"), run.running("outer/inner/step"));
    var made =
        new TaskValues(
            Map.of("value", JsonValue.of(7)), Map.of("model", List.of(Outputs.artifact("/model"))));

    RecordedChanges recorded = run.record(run.succeeded(made, "outer/inner/step"));

    assertThat(recorded.endedGraphs())
        .extracting(Task::id)
        .containsExactly(
            run.taskId("outer/inner"), run.taskId("outer"), run.creation().rootTaskId());
    assertThat(recorded.endedGraphs())
        .containsExactly(run.task("outer/inner"), run.task("outer"), run.root());
    assertThat(run.root().outputs().parameters()).containsEntry("result", JsonValue.of(7));
    assertThat(run.root().outputs().artifacts())
        .containsEntry("model", List.of(Outputs.artifact("/model")));
  }

  @Test
  void tellsAgainWhatEndedWhenACallIsRepeated() {
    RunFixture run = RunFixture.begun(ports(), NESTED);
    List<TaskChange> changes =
        List.of(
            run.entered("outer"),
            run.entered("outer/inner"),
            run.running("outer/inner/step"),
            run.succeeded(made("kept"), "outer/inner/step"));
    RecordedChanges first = run.record(changes);
    var events = ports().events().readAfter(run.runId(), 0, 100);

    RecordedChanges again = run.record(changes);

    assertThat(again.runState()).isEqualTo(RunState.SUCCEEDED).isEqualTo(first.runState());
    assertThat(again.endedGraphs()).hasSameElementsAs(first.endedGraphs());
    assertThat(ports().events().readAfter(run.runId(), 0, 100)).isEqualTo(events);
  }

  @Test
  void collectsIterationsInTheirOrderWhateverTheOrderTheyEndIn() {
    RunFixture run = RunFixture.begun(ports(), LOOP);
    run.record(run.iterated(3, "loop"));
    for (int iteration : List.of(2, 0, 1)) {
      run.record(
          run.running("loop/step", iteration),
          run.succeeded(made("v" + iteration), "loop/step", iteration));
    }

    assertThat(run.task("loop").outputs().parameters())
        .containsEntry("values", Outputs.list("v0", "v1", "v2"));
    assertThat(run.task("loop").outputs().artifacts())
        .containsEntry(
            "models",
            List.of(Outputs.artifact("v0"), Outputs.artifact("v1"), Outputs.artifact("v2")));
    assertThat(run.root().outputs().parameters())
        .containsEntry("all", Outputs.list("v0", "v1", "v2"));
  }

  @Test
  void makesAListOfASingleIteration() {
    RunFixture run = RunFixture.begun(ports(), LOOP);

    run.record(
        run.iterated(1, "loop"),
        run.running("loop/step", 0),
        run.succeeded(made("only"), "loop/step", 0));

    assertThat(run.task("loop").outputs().parameters())
        .containsEntry("values", Outputs.list("only"));
    assertThat(run.root().outputs().parameters()).containsEntry("all", Outputs.list("only"));
  }

  @Test
  void endsALoopOverNothingAsSkippedWithEmptyLists() {
    RunFixture run = RunFixture.begun(ports(), LOOP);

    RecordedChanges recorded = run.record(run.iterated(0, "loop"));

    Task loop = run.task("loop");
    assertThat(loop.state()).isEqualTo(TaskState.SKIPPED);
    assertThat(loop.skipReason()).isEqualTo(SkipReason.NO_ITERATIONS);
    assertThat(loop.endedAt()).isEqualTo(RunFixture.START);
    assertThat(loop.outputs())
        .isEqualTo(new TaskValues(Map.of("values", Outputs.list()), Map.of("models", List.of())));
    assertThat(recorded.endedGraphs()).containsExactly(loop, run.root());
    assertThat(run.root().outputs())
        .isEqualTo(new TaskValues(Map.of("all", Outputs.list()), Map.of("every", List.of())));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void nestsOneListForEachLoopButKeepsArtifactsFlat() {
    RunFixture run = RunFixture.begun(ports(), NESTED_LOOPS);
    run.record(
        run.iterated(3, "outer"),
        run.iterated(2, "outer/inner", 0),
        run.iterated(0, "outer/inner", 1),
        run.iterated(1, "outer/inner", 2));
    run.record(
        run.running("outer/inner/step", 2, 0),
        run.running("outer/inner/step", 0, 1),
        run.running("outer/inner/step", 0, 0));
    run.record(
        run.succeeded(made("c"), "outer/inner/step", 2, 0),
        run.succeeded(made("b"), "outer/inner/step", 0, 1),
        run.succeeded(made("a"), "outer/inner/step", 0, 0));

    assertThat(run.root().outputs().parameters())
        .containsEntry(
            "all", Outputs.lists(Outputs.list("a", "b"), Outputs.list(), Outputs.list("c")));
    assertThat(run.root().outputs().artifacts())
        .containsEntry(
            "every", List.of(Outputs.artifact("a"), Outputs.artifact("b"), Outputs.artifact("c")));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void failsTheRunWithTheFirstFailedLeaf() {
    RunFixture run = RunFixture.begun(ports(), NESTED);
    run.record(run.entered("outer"), run.entered("outer/inner"), run.running("outer/inner/step"));

    run.record(run.failed("out of luck", "outer/inner/step"));

    assertThat(run.root().state()).isEqualTo(TaskState.FAILED);
    assertThat(run.root().outputs()).isEqualTo(TaskValues.NONE);
    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(run.run().failure())
        .isEqualTo(new TaskFailure(ErrorCode.UNKNOWN, "out of luck", "outer/inner/step"));
  }

  @Test
  void failsTheRunWithARefusedGraph() {
    RunFixture run = RunFixture.begun(ports(), NESTED);

    run.record(run.rejected("the condition is no boolean", "outer"));

    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    assertThat(run.run().failure())
        .isEqualTo(
            new TaskFailure(ErrorCode.INVALID_ARGUMENT, "the condition is no boolean", "outer"));
  }

  @Test
  void skipsAGraphInWhichNothingRan() {
    RunFixture run = RunFixture.begun(ports(), NESTED);

    run.record(
        run.entered("outer"),
        run.entered("outer/inner"),
        run.skipped(SkipReason.CONDITION_FALSE, "outer/inner/step"));

    assertThat(run.task("outer/inner").state()).isEqualTo(TaskState.SKIPPED);
    assertThat(run.task("outer/inner").skipReason()).isEqualTo(SkipReason.NOTHING_RAN);
    assertThat(run.root().skipReason()).isEqualTo(SkipReason.NOTHING_RAN);
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void endsAGraphWithoutTasksAtOnce() {
    RunFixture run = RunFixture.begun(ports(), dag().task("empty", dag()).graph());

    RecordedChanges recorded = run.record(run.entered("empty"));

    assertThat(run.task("empty").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(recorded.endedGraphs()).containsExactly(run.task("empty"), run.root());
    assertThat(recorded.runState()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void givesTheOutputOfTheBranchThatRan() {
    TaskGraph branches =
        dag()
            .task("yes", leaf().parameter("value"))
            .task("zero", leaf().parameter("value"))
            .parameter("chosen", "yes", "value")
            .parameter("chosen", "zero", "value")
            .graph();
    RunFixture run = RunFixture.begun(ports(), branches);

    run.record(
        run.skipped(SkipReason.CONDITION_FALSE, "yes"),
        run.running("zero"),
        run.succeeded(Outputs.parameter("value", "of zero"), "zero"));

    assertThat(run.root().outputs()).isEqualTo(Outputs.parameter("chosen", "of zero"));
  }

  @Test
  void givesTheFirstSelectedOutputWhenSeveralBranchesRan() {
    TaskGraph branches =
        dag()
            .task("early", leaf().parameter("value"))
            .task("late", leaf().parameter("value"))
            .parameter("chosen", "early", "value")
            .parameter("chosen", "late", "value")
            .graph();
    RunFixture run = RunFixture.begun(ports(), branches);
    run.record(run.running("early"), run.running("late"));

    run.record(run.succeeded(Outputs.parameter("value", "of late"), "late"));
    run.record(run.succeeded(Outputs.parameter("value", "of early"), "early"));

    assertThat(run.root().outputs()).isEqualTo(Outputs.parameter("chosen", "of early"));
  }

  @Test
  void countsExactlyWhenManyThreadsEndTasksOfOneRun() throws Exception {
    int threads = 8;
    int each = 25;
    RunFixture run = RunFixture.begun(ports(), LOOP);
    var starts = new ArrayList<TaskChange>();
    starts.add(run.iterated(threads * each, "loop"));
    for (int i = 0; i < threads * each; i++) {
      starts.add(run.running("loop/step", i));
    }
    run.record(starts);
    var ends = new ArrayList<Callable<Boolean>>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      ends.add(() -> {
        boolean endedRun = false;
        for (int iteration = first; iteration < threads * each; iteration += threads) {
          endedRun |=
              run.record(run.succeeded(made("v" + iteration), "loop/step", iteration)).runState()
                  != null;
        }
        return endedRun;
      });
    }

    int enders = 0;
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (Future<Boolean> ended : executor.invokeAll(ends)) {
        enders += ended.get() ? 1 : 0;
      }
    }

    assertThat(enders).isEqualTo(1);
    assertThat(run.task("loop").counters())
        .isEqualTo(new TaskCounters(threads * each, threads * each, 0, 0, 0));
    assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
    var events = ports().events().readAfter(run.runId(), 0, 10_000);
    assertThat(events.getLast().sequence()).isEqualTo(events.size());
  }

  private static TaskValues made(String value) {
    return new TaskValues(
        Map.of("value", JsonValue.of(value)), Map.of("model", List.of(Outputs.artifact(value))));
  }
}
