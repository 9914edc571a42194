package io.pitwheel.engine.argo.driving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the rows say of pods that wait. */
@Timeout(60)
final class WaitingPodsTest {
  private static final String RUN = "run";
  private static final String REASON = "ErrImagePull: no image of that name";
  private static final TaskFailure LOST =
      new TaskFailure(ErrorCode.UNKNOWN, "its pod failed: Step exceeded its deadline", "");

  /** Task work (1), which may have a second pod. */
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: waiting}
                  components:
                    comp-work: {executorLabel: exec}
                  deploymentSpec:
                    executors:
                      exec: {container: {image: any, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        work:
                          componentRef: {name: comp-work}
                          retryPolicy: {maxRetryCount: 1}
                          taskInfo: {name: work}
                  """)
              .specification());

  private static final DriverKey WORK = DriverKey.parse("1");

  @TempDir Path folder;
  private DrivenStores stores;
  private RunDriving driving;

  @BeforeEach
  void launch() {
    stores = new DrivenStores(folder, GRAPH, new SpecificationDriver());
    stores.create(RUN);
    driving = stores.driving();
    assertThat(driving.ask(RUN, WORK).join().word()).contains("1");
  }

  @AfterEach
  void close() {
    driving.close();
    stores.close();
  }

  @Test
  void keepEachReasonOnceAlsoWhenAnotherServerGoesOn() {
    see(1, true, REASON);
    see(1, true, REASON);
    driving.close();
    driving = stores.driving();

    see(1, true, REASON);
    see(1, false, "Running");
    succeed(1);

    assertThat(sightings())
        .containsExactly(List.of("its pod waits: " + REASON, "its pod waits no more: Running"));
  }

  @Test
  void sayThatTheWaitIsOverWhenOnlyTheEndWasSeen() {
    see(1, true, REASON);

    succeed(1);

    assertThat(sightings())
        .containsExactly(List.of("its pod waits: " + REASON, "its pod waits no more: Succeeded"));
    assertThat(work().state()).isEqualTo(TaskState.SUCCEEDED);
  }

  @Test
  void beginAnewWithEachAttempt() {
    see(1, true, REASON);
    lose(1);
    see(1, true, "too late");
    see(2, true, REASON);
    see(3, true, "no such pod");

    assertThat(sightings())
        .containsExactly(
            List.of("its pod waits: " + REASON, "its pod waits no more: Failed"),
            List.of("its pod waits: " + REASON));
    assertThat(attempts().getFirst().failure())
        .isEqualTo(
            new TaskFailure(ErrorCode.UNKNOWN, LOST.message() + "; its pod waited: " + REASON, ""));
  }

  @Test
  void saysOfATerminatedTaskWhatItWaitedFor() {
    see(1, true, REASON);
    stores.terminate(RUN);
    driving.stop(RUN, RunDriving.TERMINATED);

    lose(1);

    assertThat(work().failure())
        .isEqualTo(
            new TaskFailure(
                ErrorCode.CANCELLED, "the run was terminated; its pod waited: " + REASON, ""));
    assertThat(attempts()).hasSize(1);
    driving.finish(RUN, LOST).join();
    assertThat(stores.run(RUN).state()).isEqualTo(RunState.FAILED);
    assertThat(requireNonNull(stores.run(RUN).failure()).code()).isEqualTo(ErrorCode.CANCELLED);
  }

  @Test
  void saysOfATaskWhoseWorkflowIsGoneWhatItWaitedFor() {
    see(1, true, REASON);

    driving.finish(RUN, new TaskFailure(ErrorCode.UNAVAILABLE, "its Workflow is gone", "")).join();

    assertThat(requireNonNull(work().failure()).message())
        .isEqualTo("its Workflow is gone; its pod waited: " + REASON);
    assertThat(requireNonNull(stores.run(RUN).failure()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void saysNothingOfAWaitThatWasOver() {
    see(1, true, REASON);
    see(1, false, "Running");
    driving.stop(RUN, RunDriving.TERMINATED);

    driving.finish(RUN, LOST).join();

    assertThat(work().failure()).isEqualTo(RunDriving.TERMINATED);
  }

  private void see(int attempt, boolean isWaiting, String words) {
    driving.podSeen(RUN, WORK, attempt, new PodSighting(Instant.EPOCH, isWaiting, words)).join();
  }

  @Test
  void saysOnceAtTheRootWhatTheRunAsAWholeWaitsFor() {
    driving.runSeen(RUN, new PodSighting(Instant.EPOCH, true, "nobody answers, try 1")).join();
    assertThat(stores.messageOf(RUN)).isEqualTo("the run waits: nobody answers, try 1");

    driving.runSeen(RUN, new PodSighting(Instant.EPOCH, true, "nobody answers, try 2")).join();
    assertThat(stores.messageOf(RUN)).isEqualTo("the run waits: nobody answers, try 1");

    driving.runSeen(RUN, new PodSighting(Instant.EPOCH, false, "somebody does")).join();
    assertThat(stores.messageOf(RUN)).isEmpty();
  }

  private void lose(int attempt) {
    driving.attemptLost(RUN, WORK, attempt, LOST).join();
  }

  private void succeed(int attempt) {
    driving
        .attemptEnded(RUN, WORK, attempt, new LaunchResult.Succeeded(TaskValues.NONE, List.of()))
        .join();
  }

  private List<List<String>> sightings() {
    return attempts().stream()
        .map(attempt -> attempt.sightings().stream().map(PodSighting::sentence).toList())
        .toList();
  }

  private List<TaskAttempt> attempts() {
    return stores.stores().tasks().attempts(work().id());
  }

  private Task work() {
    return stores.tasks(RUN).stream()
        .filter(task -> task.reference().path().slashed().equals("work"))
        .findFirst()
        .orElseThrow();
  }
}
