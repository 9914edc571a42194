package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonValue;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that make or remove claims: no pod ever has one. */
@Timeout(60)
class ClaimDrivingTest {
  private static final String RUN = "run";
  private static final String MAKE = "1";
  private static final String REMOVE = "2";
  private static final String WORK = "3";

  private static final TaskGraph GRAPH =
      TaskGraph.of(
          PipelineDocumentReader.read(
                  """
                  schemaVersion: 2.1.0
                  sdkVersion: kfp-2.17.0
                  pipelineInfo: {name: claims}
                  components:
                    comp-make:
                      executorLabel: exec-make
                      inputDefinitions:
                        parameters:
                          pvc_name: {parameterType: STRING}
                          size: {parameterType: STRING}
                      outputDefinitions: {parameters: {name: {parameterType: STRING}}}
                    comp-remove:
                      executorLabel: exec-remove
                      inputDefinitions: {parameters: {pvc_name: {parameterType: STRING}}}
                    comp-work: {executorLabel: exec-work}
                  deploymentSpec:
                    executors:
                      exec-make: {container: {image: argostub/createpvc}}
                      exec-remove: {container: {image: argostub/deletepvc}}
                      exec-work: {container: {image: any, command: ['true']}}
                  root:
                    dag:
                      tasks:
                        make:
                          componentRef: {name: comp-make}
                          inputs:
                            parameters:
                              pvc_name: {runtimeValue: {constant: data}}
                              size: {runtimeValue: {constant: 1Gi}}
                          taskInfo: {name: make}
                        remove:
                          componentRef: {name: comp-remove}
                          dependentTasks: [make]
                          inputs:
                            parameters:
                              pvc_name:
                                taskOutputParameter: {outputParameterKey: name, producerTask: make}
                          taskInfo: {name: remove}
                        work: {componentRef: {name: comp-work}, taskInfo: {name: work}}
                  """)
              .specification());

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
    stores.claims().goOn();
    driving.close();
    stores.close();
  }

  @Test
  void makesAndRemovesAClaimBeforeItAnswers() {
    assertThat(ask(MAKE).join()).isEqualTo(new DriverAnswer.Rest());
    assertThat(stores.claims().all()).containsOnlyKeys("there/data");
    assertThat(task("make").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(task("make").outputs().parameters().get("name")).isEqualTo(JsonValue.of("data"));

    assertThat(ask(REMOVE).join()).isEqualTo(new DriverAnswer.Rest());
    assertThat(stores.claims().all()).isEmpty();
    assertThat(ask(MAKE).join()).isEqualTo(new DriverAnswer.Rest());
    assertThat(stores.claims().all()).isEmpty();
  }

  @Test
  void answersOthersWhileTheClusterTakesItsTime() {
    stores.claims().hold();
    CompletableFuture<DriverAnswer> made = ask(MAKE);

    assertThat(ask(WORK).join().word()).contains("1");
    assertThat(made).isNotDone();
    assertThat(task("make").state()).isEqualTo(TaskState.RUNNING);

    stores.claims().goOn();
    assertThat(made.join()).isEqualTo(new DriverAnswer.Rest());
  }

  @Test
  void failsTheNodeOfAClaimOfSomebodyElse() {
    stores.claims().putForeign("there", "data");

    assertThat(ask(MAKE).join())
        .isInstanceOfSatisfying(
            DriverAnswer.Fail.class,
            fail -> assertThat(fail.message()).contains("claim there/data", "no run made it"));
    assertThat(ask(MAKE).join()).isInstanceOf(DriverAnswer.Fail.class);
    assertThat(task("make").state()).isEqualTo(TaskState.FAILED);
  }

  @Test
  void anotherServerFinishesWhatWasUnderWay() {
    stores.claims().hold();
    CompletableFuture<DriverAnswer> made = ask(MAKE);
    assertThat(ask(WORK).join().word()).contains("1");
    driving.close();
    assertThat(made).isCompletedExceptionally();

    stores.claims().goOn();
    driving = stores.driving();

    assertThat(ask(MAKE).join()).isEqualTo(new DriverAnswer.Rest());
    assertThat(task("make").attempt()).isEqualTo(1);
    assertThat(stores.claims().all()).containsOnlyKeys("there/data");
  }

  @Test
  void hasNothingForPods() {
    assertThat(ask(MAKE).join()).isEqualTo(new DriverAnswer.Rest());

    assertThat(driving.attemptStarted(RUN, DriverKey.parse(MAKE), 1).join())
        .isInstanceOf(LaunchAnswer.NothingToRun.class);
  }

  @Test
  void stopsWaitingForACluster() {
    stores.claims().hold();
    CompletableFuture<DriverAnswer> made = ask(MAKE);
    assertThat(ask(WORK).join().word()).contains("1");
    driving.stop(RUN, RunDriving.TERMINATED);

    assertThat(made.join()).isInstanceOf(DriverAnswer.Fail.class);
    driving.finish(RUN, RunDriving.TERMINATED).join();
    assertThat(stores.run(RUN).state()).isEqualTo(RunState.FAILED);
  }

  private CompletableFuture<DriverAnswer> ask(String key) {
    return driving.ask(RUN, DriverKey.parse(key));
  }

  private Task task(String path) {
    return stores.tasks(RUN).stream()
        .filter(each -> each.reference().path().slashed().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
