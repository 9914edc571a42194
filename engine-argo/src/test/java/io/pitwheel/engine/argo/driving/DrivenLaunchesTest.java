package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.launch.PodLaunchesContract;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What launchers in pods are answered. */
@Timeout(60)
class DrivenLaunchesTest implements PodLaunchesContract {
  private static final String RUN = "run";

  /** Tasks by key: again (1), then (2). */
  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: launched}
                  components:
                    comp-work:
                      executorLabel: exec
                      outputDefinitions: {parameters: {text: {parameterType: STRING}}}
                  deploymentSpec:
                    executors:
                      exec: {container: {image: any, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        again:
                          componentRef: {name: comp-work}
                          retryPolicy: {maxRetryCount: 1}
                          taskInfo: {name: again}
                        then:
                          componentRef: {name: comp-work}
                          dependentTasks: [again]
                          taskInfo: {name: then}
                  """)
              .specification());

  private static final LaunchResult FAILURE =
      new Failed(new TaskFailure(ErrorCode.UNKNOWN, "scripted", ""), 1, true, List.of());

  @TempDir Path folder;
  private DrivenStores stores;
  private RunDriving driving;
  private DrivenLaunches launches;

  @BeforeEach
  void open() {
    stores = new DrivenStores(folder, GRAPH, new SpecificationDriver());
    stores.create(RUN);
    driving = stores.driving();
    launches = new DrivenLaunches(driving);
    var _ = driving.ask(RUN, DriverKey.parse("1")).join();
  }

  @Override
  public PodLaunches launches() {
    return launches;
  }

  @Override
  public String runId() {
    return RUN;
  }

  @AfterEach
  void close() {
    driving.close();
    stores.close();
  }

  @Test
  void tellsEachPodWhatItRunsAndFindsItAgain() {
    LaunchAnswer told = launches.begin(RUN, "1", 1);
    assertThat(told).isInstanceOf(Begin.class);
    assertThat(launches.find(RUN, "1", 1)).isEqualTo(told);

    launches.end(RUN, "1", 1, FAILURE);
    launches.end(RUN, "1", 1, FAILURE);
    assertThat(launches.find(RUN, "1", 1)).isInstanceOf(NothingToRun.class);
    LaunchAnswer second = launches.begin(RUN, "1", 2);
    assertThat(second)
        .isInstanceOfSatisfying(
            Begin.class, begin -> assertThat(begin.instruction().attempt()).isEqualTo(2));

    launches.end(RUN, "1", 2, SUCCESS);
    launches.end(RUN, "1", 2, SUCCESS);
    assertThat(launches.find(RUN, "1", 2)).isInstanceOf(NothingToRun.class);
  }

  /** Not when its task was decided: until then it waited for the cluster. */
  @Test
  void notesWhenThePodOfATaskBegan() {
    // In milliseconds, as it is kept.
    Instant before = DrivenStores.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(2);
    while (DrivenStores.CLOCK.instant().isBefore(before)) {
      Thread.onSpinWait();
    }

    var _ = launches.begin(RUN, "1", 1);
    List<Instant> begun = beginnings();
    var _ = launches.begin(RUN, "1", 1);

    assertThat(begun).singleElement().satisfies(at -> assertThat(at).isAfterOrEqualTo(before));
    assertThat(beginnings()).isEqualTo(begun);
  }

  private List<Instant> beginnings() {
    return stores.stores().taskViews().beginnings(RUN).values().stream().toList();
  }

  @Test
  void beginsNothingForWhoOnlyLooks() {
    assertThat(launches.find(RUN, "1", 2)).isInstanceOf(NothingToRun.class);

    assertThat(launches.begin(RUN, "1", 1)).isInstanceOf(Begin.class);
  }

  @Test
  void findsWhatAPodRunsWhenTheRunIsStopped() {
    LaunchAnswer told = launches.begin(RUN, "1", 1);

    driving.stop(RUN, RunDriving.TERMINATED);

    assertThat(launches.find(RUN, "1", 1)).isEqualTo(told);
    assertThat(launches.begin(RUN, "1", 1)).isInstanceOf(NothingToRun.class);
  }

  @Test
  void takesNoEndOfAPodThatCannotBe() {
    assertRefused(() -> launches.end(RUN, "1", 3, SUCCESS), ErrorCode.FAILED_PRECONDITION);
    assertRefused(() -> launches.end(RUN, "7", 1, SUCCESS), ErrorCode.FAILED_PRECONDITION);

    assertThat(stores.tasks(RUN))
        .filteredOn(task -> task.reference().path().slashed().equals("again"))
        .allSatisfy(task -> assertThat(task.state()).isEqualTo(TaskState.RUNNING));
  }

  @Test
  void takesNoLargeOutputFromElsewhere() {
    assertThat(launches.begin(RUN, "1", 1)).isInstanceOf(Begin.class);
    String foreign = folder.resolve("artifacts/launched/other/again/1/large-outputs/x").toString();

    assertRefused(() -> launches.end(RUN, "1", 1, giving(foreign)), ErrorCode.FAILED_PRECONDITION);
    String own = folder.resolve("artifacts/launched/run/again/1/large-outputs/x").toString();
    launches.end(RUN, "1", 1, giving(own));
    launches.end(RUN, "1", 1, giving(own));
  }

  private static LaunchResult giving(String location) {
    JsonValue large = new JsonSpilled(JsonSpilled.Form.TEXT, location, 1 << 20, "abc");
    return new Succeeded(new TaskValues(Map.of("text", large), Map.of()), List.of());
  }

  @Test
  void refusesWhatIsNoKeyAndNoNumber() {
    assertRefused(() -> launches.begin(RUN, "../1", 1), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches.begin(RUN, "1", 0), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches.find(RUN, "1", Integer.MAX_VALUE), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches.end(RUN, "1", -1, SUCCESS), ErrorCode.INVALID_ARGUMENT);
    assertRefused(() -> launches.begin("unknown", "1", 1), ErrorCode.NOT_FOUND);
    assertThat(launches.begin(RUN, "7", 1)).isInstanceOf(NothingToRun.class);
    assertThat(launches.find(RUN, "7", 1)).isInstanceOf(NothingToRun.class);
  }

  @Test
  void letsWhoWaitsTooLongAskAgain() {
    var hasty = new DrivenLaunches(driving, Duration.ofMillis(20));

    assertRefused(() -> hasty.begin(RUN, "2", 1), ErrorCode.UNAVAILABLE);

    launches.end(RUN, "1", 1, SUCCESS);
    assertThat(launches.begin(RUN, "2", 1)).isInstanceOf(Begin.class);
  }

  @Test
  void sendsPodsOfAnotherServersRunElsewhere() {
    assertThat(stores.stores().ownedBy("another").runs().lead(RUN)).isEmpty();
    driving.close();

    assertRefused(() -> launches.begin(RUN, "1", 1), ErrorCode.UNAVAILABLE);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
