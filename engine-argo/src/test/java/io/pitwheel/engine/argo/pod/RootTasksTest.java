package io.pitwheel.engine.argo.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.argo.pod.RootTasks.RootTask;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootTasksTest {
  @Test
  void findsATaskThatAsksToBeRoot() {
    assertThat(first("{runAsUser: 0}", RunningUser.ANYBODY))
        .contains(new RootTask("root.dag.tasks.work", "user 0, group unsaid, not root unsaid"));
    assertThat(first("{runAsUser: 5, runAsNonRoot: false}", RunningUser.ANYBODY))
        .contains(new RootTask("root.dag.tasks.work", "user 5, group unsaid, not root false"));
  }

  @Test
  void leavesAloneWhoAsksForAnotherUserOrNone() {
    assertThat(first("{}", RunningUser.ANYBODY)).isEmpty();
    assertThat(first("{runAsUser: 5, runAsGroup: 0}", RunningUser.ANYBODY)).isEmpty();
  }

  @Test
  void countsWhatTheInstallationDecides() {
    assertThat(first("{runAsUser: 0}", new RunningUser(5L, null, true))).isEmpty();
    assertThat(first("{runAsUser: 5}", new RunningUser(0L, null, null))).isPresent();
  }

  private static Optional<RootTask> first(String context, RunningUser enforced) {
    return RootTasks.firstOf(
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
                        deploymentSpec: {executors: {exec-work: {securityContext: CONTEXT}}}
                    """
                        .replace("CONTEXT", context))
                .specification()),
        enforced);
  }
}
