package io.pitwheel.engine.argo.driving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunDrivingTest {
  private static final String RUN = "run";

  /** Tasks by key: again (1), bye (2), loop (3) with leaf (4), work (5). */
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: driven}
                  components:
                    comp-work: {executorLabel: exec}
                    comp-loop:
                      dag:
                        tasks:
                          leaf: {componentRef: {name: comp-work}, taskInfo: {name: leaf}}
                      inputDefinitions: {parameters: {item: {parameterType: STRING}}}
                  deploymentSpec:
                    executors:
                      exec: {container: {image: any, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        again:
                          componentRef: {name: comp-work}
                          retryPolicy: {maxRetryCount: 2}
                          taskInfo: {name: again}
                        bye:
                          componentRef: {name: comp-work}
                          dependentTasks: [loop]
                          taskInfo: {name: bye}
                          triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
                        loop:
                          componentRef: {name: comp-loop}
                          dependentTasks: [work]
                          parameterIterator: {itemInput: item, items: {raw: '["a", "b"]'}}
                          taskInfo: {name: loop}
                        work: {componentRef: {name: comp-work}, taskInfo: {name: work}}
                  """)
              .specification());

  private static final LaunchResult SUCCESS =
      new LaunchResult.Succeeded(TaskValues.NONE, List.of());

  @TempDir Path folder;
  private DrivenStores stores;
  private RunDriving driving;

  @BeforeEach
  void open() {
    stores = new DrivenStores(folder, GRAPH, new SpecificationDriver());
    stores.create(RUN);
    driving = stores.driving();
  }

  @AfterEach
  void close() {
    driving.close();
    stores.close();
  }

  @Test
  void drivesARunToItsEnd() {
    var _ = driving.takeUp(RUN);
    assertThat(word("5")).isEqualTo("1");
    CompletableFuture<DriverAnswer> early = driving.ask(RUN, DriverKey.parse("3"));
    assertThat(begin("5", 1)).isInstanceOf(LaunchAnswer.Begin.class);
    end("5", 1, SUCCESS);
    assertThat(early.join().word()).contains("2");
    for (String key : List.of("4.1", "4.0", "2", "1")) {
      assertThat(word(key)).isEqualTo("1");
      end(key, 1, SUCCESS);
    }

    assertThat(stores.run(RUN).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(word("3")).isEqualTo("2");
    assertThat(word("4.1")).isEqualTo("1");
    assertThat(begin("4.1", 1)).isInstanceOf(LaunchAnswer.NothingToRun.class);
  }

  @Test
  void answersManyAtOnceWithOneDecisionEach() {
    List<CompletableFuture<DriverAnswer>> answers =
        Stream.of("5", "1", "5", "1", "5")
            .map(key -> driving.ask(RUN, DriverKey.parse(key)))
            .toList();

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(DriverAnswer.Launch.class));
    assertThat(stores.tasks(RUN)).hasSize(3);
  }

  @Test
  void refusesKeysThatNoTaskHas() {
    assertThat(answer("17")).isInstanceOf(DriverAnswer.Fail.class);
    assertThat(answer("4")).isInstanceOf(DriverAnswer.Fail.class);
    assertThat(answer("5.1")).isInstanceOf(DriverAnswer.Fail.class);
    word("5");
    end("5", 1, SUCCESS);
    word("3");
    assertThat(answer("4.2")).isInstanceOf(DriverAnswer.Fail.class);
  }

  @Test
  void countsThePodsOfATask() {
    word("1");
    begin("1", 1);
    end("1", 1, failed());
    end("1", 1, failed());
    // The second is lost; the third says so.
    begin("1", 2);
    LaunchAnswer third = begin("1", 3);
    assertThat(third)
        .isInstanceOfSatisfying(
            LaunchAnswer.Begin.class,
            told -> assertThat(told.instruction().attempt()).isEqualTo(3));
    assertThat(begin("1", 2)).isInstanceOf(LaunchAnswer.NothingToRun.class);
    assertThat(begin("1", 4)).isInstanceOf(LaunchAnswer.NothingToRun.class);
    end("1", 3, failed());

    Task task = task("again");
    assertThat(task.state()).isEqualTo(TaskState.FAILED);
    assertThat(stores.stores().tasks().attempts(task.id()))
        .hasSize(3)
        .allSatisfy(attempt -> assertThat(attempt.endedAt()).isNotNull());
  }

  @Test
  void keepsWhatContradictsAnEndAsAnEvent() {
    word("5");
    end("5", 1, failed());

    end("5", 1, failed());
    assertThatThrownBy(() -> end("5", 1, SUCCESS))
        .hasCauseInstanceOf(PipelinesException.class)
        .hasMessageContaining("expected: a task under way");
    assertThatThrownBy(() -> end("1", 1, SUCCESS)).hasMessageContaining("none was to run");
    assertThat(task("work").state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void failsEveryCallOfATerminatedRunButThoseOfExitTasks() {
    word("5");
    CompletableFuture<DriverAnswer> waiting = driving.ask(RUN, DriverKey.parse("3"));
    stores.stores().runs().requestTermination(RUN, DrivenStores.CLOCK.instant());

    driving.stop(RUN, RunDriving.TERMINATED);

    assertThat(waiting.join()).isInstanceOf(DriverAnswer.Fail.class);
    assertThat(answer("1")).isInstanceOf(DriverAnswer.Fail.class);
    assertThat(word("2")).isEqualTo("0");
    assertThat(begin("5", 1)).isInstanceOf(LaunchAnswer.NothingToRun.class);
    driving.finish(RUN, new TaskFailure(ErrorCode.UNKNOWN, "its Workflow ended", "")).join();
    Run run = stores.run(RUN);
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(requireNonNull(run.failure()).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(answer("1")).isInstanceOf(DriverAnswer.Fail.class);
  }

  @Test
  void waitsForWhatLaunchersAtWorkHaveToSay() {
    word("5");
    assertThat(driving.reports(RUN).join()).isNull();
    begin("5", 1);
    driving.stop(RUN, RunDriving.TERMINATED);

    CompletableFuture<Void> reports = driving.reports(RUN);

    assertThat(driving.attempt(RUN, DriverKey.parse("5"), 1).join())
        .isInstanceOf(LaunchAnswer.Begin.class);
    assertThat(reports).isNotDone();
    end("5", 1, new LaunchResult.Stopped(List.of()));
    assertThat(reports.join()).isNull();
  }

  @Test
  void knowsThatARunWasTerminatedByItsRow() {
    driving.close();
    stores.stores().runs().requestTermination(RUN, DrivenStores.CLOCK.instant());
    driving = stores.driving();

    assertThat(answer("5")).isInstanceOf(DriverAnswer.Fail.class);
  }

  @Test
  void failsWhatIsLeftWhenTheWorkflowIsGone() {
    word("5");

    driving.finish(RUN, new TaskFailure(ErrorCode.NOT_FOUND, "its Workflow is gone", "")).join();

    assertThat(stores.run(RUN).state()).isEqualTo(RunState.FAILED);
    assertThat(requireNonNull(task("work").failure()).message()).isEqualTo("its Workflow is gone");
  }

  @Test
  void goesOnInAnotherWorkflowAfterARetry() {
    word("1");
    end("1", 1, SUCCESS);
    word("5");
    end("5", 1, failed());
    word("2");
    end("2", 1, SUCCESS);
    assertThat(stores.run(RUN).state()).isEqualTo(RunState.FAILED);

    stores.stores().runs().retry(RUN, DrivenStores.CLOCK.instant());
    var _ = driving.takeUp(RUN);

    assertThat(word("1")).isEqualTo("0");
    assertThat(word("5")).isEqualTo("1");
    assertThat(begin("5", 1))
        .isInstanceOfSatisfying(
            LaunchAnswer.Begin.class,
            told -> assertThat(told.instruction().attempt()).isEqualTo(2));
    driving.close();
    driving = stores.driving();
    assertThat(word("5")).isEqualTo("1");
    end("5", 1, SUCCESS);
    assertThat(task("work").attempt()).isEqualTo(2);
    assertThat(task("work").state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void saysWhenItCannotAnswer() {
    assertRefused(driving.ask("unknown", DriverKey.parse("1")), ErrorCode.NOT_FOUND);
    EngineParts others =
        new EngineParts(
            stores.stores().ownedBy("another").runs(),
            stores.parts().tasks(),
            stores.parts().graphs(),
            stores.parts().driver(),
            stores.parts().workspaces(),
            stores.parts().objects(),
            stores.parts().systemLog(),
            stores.parts().caching(),
            stores.parts().identifiers(),
            stores.parts().clock(),
            stores.parts().artifactRoot());
    try (var other = stores.driving(others)) {
      assertRefused(other.ask(RUN, DriverKey.parse("1")), ErrorCode.ABORTED);
    }
    CompletableFuture<DriverAnswer> waiting = driving.ask(RUN, DriverKey.parse("3"));
    driving.close();
    assertRefused(waiting, ErrorCode.UNAVAILABLE);
    assertRefused(driving.takeUp(RUN), ErrorCode.UNAVAILABLE);
    assertRefused(driving.ask(RUN, DriverKey.parse("1")), ErrorCode.UNAVAILABLE);
  }

  @Test
  void waitsForADatabaseThatIsAway() {
    var refusals = new AtomicInteger(4);
    var parts = stores.parts().withTasks(new AwayTaskStore(stores.parts().tasks(), refusals));
    try (var patient = stores.driving(parts)) {
      assertThat(patient.ask(RUN, DriverKey.parse("1")).join().word()).contains("1");
    }
    assertThat(refusals).hasNonPositiveValue();
  }

  @Test
  void endsARunOverADefectOfOurs() throws InterruptedException, TimeoutException {
    var parts =
        stores
            .parts()
            .withDriver((_, _) -> {
              throw new IllegalStateException("the driver of this test is broken");
            });
    try (var broken = stores.driving(parts)) {
      assertThatThrownBy(() -> broken.ask(RUN, DriverKey.parse("1")).get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("the driver of this test is broken");
    }
    assertThat(stores.run(RUN).state()).isEqualTo(RunState.FAILED);
  }

  private static void assertRefused(CompletableFuture<?> answer, ErrorCode code) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private DriverAnswer answer(String key) {
    return driving.ask(RUN, DriverKey.parse(key)).join();
  }

  private String word(String key) {
    return answer(key).word().orElseThrow();
  }

  private LaunchAnswer begin(String key, int attempt) {
    return driving.attemptStarted(RUN, DriverKey.parse(key), attempt).join();
  }

  private void end(String key, int attempt, LaunchResult result) {
    driving.attemptEnded(RUN, DriverKey.parse(key), attempt, result).join();
  }

  private static LaunchResult failed() {
    return new LaunchResult.Failed(
        new TaskFailure(ErrorCode.UNKNOWN, "scripted", ""), 1, true, List.of());
  }

  private Task task(String path) {
    return stores.tasks(RUN).stream()
        .filter(task -> task.reference().path().slashed().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
