package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.pod.EnforcedUserDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.TaskValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation decides by whom commands run, and tasks that asked for another are told. */
class EnforcedUserTest {
  private static final String RUN = "run";
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: users}
                  components: {comp-work: {executorLabel: exec-work}}
                  deploymentSpec:
                    executors: {exec-work: {container: {image: any, command: ['true']}}}
                  root:
                    dag:
                      tasks: {work: {componentRef: {name: comp-work}, taskInfo: {name: work}}}
                  ---
                  platforms:
                    kubernetes:
                      deploymentSpec:
                        executors:
                          exec-work:
                            securityContext: {runAsUser: '5', runAsGroup: '6'}
                            initContainers: [{name: first, image: busybox}]
                  """)
              .specification());

  @TempDir Path folder;

  @Test
  void takesTheUserOfTheInstallationAndLeavesTheRest() {
    assertThat(launch(new RunningUser(1000L, null, true)).platform().needs().user())
        .isEqualTo(new RunningUser(null, 6L, null));
  }

  @Test
  void saysNothingToWhoAsksForTheSame() {
    assertThat(launch(new RunningUser(5L, null, null)).platform().needs().others())
        .containsExactly("the container first before it");
  }

  @Test
  void tellsInTheRecordWhatNoPodHas() {
    try (var stores = stores(new RunningUser(1000L, null, null));
        RunDriving driving = stores.driving()) {
      var key = DriverKey.parse("1");
      driving.ask(RUN, key).join();
      driving.attemptStarted(RUN, key, 1).join();

      driving
          .attemptEnded(
              RUN, key, 1, new LaunchResult.Succeeded(TaskValues.NONE, List.of("its own")))
          .join();

      assertThat(stores.tasks(RUN).getLast().warnings())
          .containsExactly(
              "its own",
              "the container first before it is not provided here",
              "another user (user 5, group 6, not root unsaid) than this installation's"
                  + " (user 1000, group unsaid, not root unsaid) is not provided here");
    }
  }

  private LaunchTask launch(RunningUser enforced) {
    try (var stores = stores(enforced);
        RunDriving driving = stores.driving()) {
      DriverAnswer answer = driving.ask(RUN, DriverKey.parse("1")).join();
      return Objects.requireNonNull(((DriverAnswer.Launch) answer).task());
    }
  }

  private DrivenStores stores(RunningUser enforced) {
    var stores =
        new DrivenStores(
            folder, GRAPH, new EnforcedUserDriver(new SpecificationDriver(), enforced));
    stores.create(RUN);
    return stores;
  }
}
