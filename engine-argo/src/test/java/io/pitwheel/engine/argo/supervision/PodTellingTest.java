package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.driving.DrivenStores;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.WorkflowView.OpenPod;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PodTellingTest {
  private static final String RUN = "run";
  private static final String NODE = "waits-1";
  private static final String KEY = "1";
  private static final String REASON = "container pitwheel: ErrImagePull: not found";
  private static final OpenPod FRESH = new OpenPod(NODE, KEY, 1, true, "");
  private static final OpenPod BEGINS = new OpenPod(NODE, KEY, 1, false, "PodInitializing");
  private static final OpenPod RUNS = new OpenPod(NODE, KEY, 1, false, OpenPod.RUNNING);
  private static final OpenPod WAITS = new OpenPod(NODE, KEY, 1, true, "Unschedulable: no node");

  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: waiting}
                  components: {comp-work: {executorLabel: exec}}
                  deploymentSpec: {executors: {exec: {container: {image: any, command: ['true']}}}}
                  root: {dag: {tasks: {work: {componentRef: {name: comp-work}, taskInfo: {name: work}}}}}
                  """)
              .specification());

  @TempDir Path folder;
  private final List<String> ended = new ArrayList<>();
  private DrivenStores stores;
  private RunDriving driving;
  private PodTelling telling;

  @BeforeEach
  void launch() {
    stores = new DrivenStores(folder, GRAPH, new SpecificationDriver());
    stores.create(RUN);
    driving = stores.driving();
    assertThat(driving.ask(RUN, DriverKey.parse(KEY)).join().word()).contains("1");
    telling = fresh();
  }

  @AfterEach
  void close() {
    driving.close();
    stores.close();
  }

  @Test
  void saysNothingOfAPodThatBeginsInOrder() {
    see(FRESH);
    see(BEGINS);
    telling.tellSilent(Map.of());
    see(RUNS);

    assertThat(sightings()).isEmpty();
    assertThat(telling.hasSilentPods()).isFalse();
  }

  @Test
  void saysWhatAPodWaitsForAndThatItGoesOn() {
    see(WAITS);
    assertThat(telling.hasSilentPods()).isFalse();
    see(BEGINS);
    see(RUNS);

    assertThat(sightings())
        .containsExactly(
            "its pod waits: Unschedulable: no node", "its pod waits no more: PodInitializing");
  }

  @Test
  void looksAtWhatIsSilentUntilItGoesOn() {
    see(BEGINS);
    assertThat(telling.hasSilentPods()).isTrue();
    telling.tellSilent(Map.of(NODE, REASON));
    telling.tellSilent(Map.of(NODE, REASON));
    see(RUNS);

    assertThat(sightings())
        .containsExactly("its pod waits: " + REASON, "its pod waits no more: Running");
  }

  @Test
  void noticesThatASilentPodWaitsNoMore() {
    see(BEGINS);
    telling.tellSilent(Map.of(NODE, REASON));

    telling.tellSilent(Map.of());

    assertThat(sightings())
        .containsExactly("its pod waits: " + REASON, "its pod waits no more: PodInitializing");
  }

  @Test
  void leavesAWaitOpenThatAnotherServerHasSeenUntilItLooks() {
    see(BEGINS);
    telling.tellSilent(Map.of(NODE, REASON));
    telling = fresh();

    see(BEGINS);
    assertThat(sightings()).containsExactly("its pod waits: " + REASON);
    telling.tellSilent(Map.of(NODE, REASON));
    see(RUNS);

    assertThat(sightings())
        .containsExactly("its pod waits: " + REASON, "its pod waits no more: Running");
  }

  @Test
  void endsAPodThatNeverBeginsAndItsTaskWithIt() {
    var doomed = new OpenPod(NODE, KEY, 1, true, "InvalidImageName: couldn't parse image name");

    see(doomed);
    see(doomed);

    assertThat(ended).containsExactly(NODE);
    TaskFailure failure = Objects.requireNonNull(work().failure());
    assertThat(failure.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failure.message())
        .isEqualTo("its pod can never begin: InvalidImageName: couldn't parse image name");
  }

  private PodTelling fresh() {
    return new PodTelling(RUN, driving, ended::add, DrivenStores.CLOCK);
  }

  private void see(OpenPod pod) {
    telling.tell(
        new WorkflowView(
            "try", "waits", RUN, "Running", "", "", null, false, true, List.of(), List.of(pod)));
  }

  private Task work() {
    return stores.tasks(RUN).stream()
        .filter(task -> task.reference().path().slashed().equals("work"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> sightings() {
    return stores.sightings(work()).stream().map(PodSighting::sentence).toList();
  }
}
