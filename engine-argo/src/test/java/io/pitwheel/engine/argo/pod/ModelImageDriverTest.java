package io.pitwheel.engine.argo.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.Caching;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelImageDriverTest {
  private static final String IMAGE = "oci://registry.example/bert:1";

  @Test
  void launchesATaskWhoseWorkflowHasRoomForAnImage() {
    assertThat(decide("system.Model", IMAGE)).isInstanceOf(LaunchTask.class);
  }

  @Test
  void rejectsATaskWhoseWorkflowHasNone() {
    TaskDecision decision = decide("system.Dataset", IMAGE);

    assertThat(decision)
        .isInstanceOfSatisfying(
            RejectTask.class,
            rejected ->
                assertThat(rejected.failure().message())
                    .contains("registry.example/bert:1", "system.Model"));
  }

  @Test
  void hasNothingAgainstWhatIsNoImage() {
    assertThat(decide("system.Dataset", "s3://bucket/rows")).isInstanceOf(LaunchTask.class);
  }

  private static TaskDecision decide(String type, String uri) {
    TaskGraph graph =
        TaskGraph.of(
            PipelineDocumentReader.read(
                    """
                    pipelineInfo: {name: images}
                    schemaVersion: 2.1.0
                    sdkVersion: kfp-2.17.0
                    components:
                      comp-work:
                        executorLabel: exec-work
                        inputDefinitions: {artifacts: {given: {artifactType: {schemaTitle: TYPE, schemaVersion: 0.0.1}}}}
                    deploymentSpec: {executors: {exec-work: {container: {image: any, command: [echo]}}}}
                    root:
                      inputDefinitions: {artifacts: {given: {artifactType: {schemaTitle: TYPE, schemaVersion: 0.0.1}}}}
                      dag:
                        tasks:
                          work:
                            componentRef: {name: comp-work}
                            inputs: {artifacts: {given: {componentInputArtifact: given}}}
                            taskInfo: {name: work}
                    """
                        .replace("TYPE", type))
                .specification());
    var facts =
        new RunFacts(
            "run",
            "run",
            "run",
            "",
            "images",
            "/root",
            false,
            Caching.ON,
            Instant.EPOCH,
            Instant.EPOCH);
    var given = new Artifact("a", "given", uri, type, "0.0.1", JsonObject.EMPTY);
    var context =
        new DrivingContext(
            facts,
            graph,
            graph.node(1),
            IterationVector.NONE,
            "task-1",
            new TaskValues(Map.of(), Map.of("given", List.of(given))),
            Map.of(),
            new MemoryLargeValues());
    return new ModelImageDriver(new SpecificationDriver()).decide(context, _ -> Optional.empty());
  }
}
