package io.pitwheel.engine.argo.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.Caching;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkspaceMountingDriverTest {
  @Test
  void mountsTheWorkspaceWhereAValueOfTheRunNamesIt() {
    assertThat(volumes(decide("/kfp-workspace/model", "/data")))
        .extracting(volume -> volume.mountPath())
        .containsExactly("/data", "/kfp-workspace");
    assertThat(volumes(decide("/kfp-workspace/model", "/data")).getLast())
        .isEqualTo(
            new VolumeNeed.ClaimVolume<>(JsonValue.of("kfp-workspace-run"), "/kfp-workspace", ""));
  }

  @Test
  void mountsTheWorkspaceWhereAnArtifactIsInIt() {
    var marked = new JsonObject(Map.of(Artifact.IN_WORKSPACE, JsonValue.of(true)));

    for (Artifact artifact :
        List.of(
            model("s3://bucket/model").withMetadata(marked),
            model("/kfp-workspace/.artifacts/s3/bucket/model"))) {
      assertThat(volumes(decide("/tmp/model", "/data", artifact)))
          .extracting(volume -> volume.mountPath())
          .containsExactly("/data", "/kfp-workspace");
    }
  }

  @Test
  void mountsNothingWhereNoneDoes() {
    assertThat(volumes(decide("/tmp/model", "/data")))
        .extracting(volume -> volume.mountPath())
        .containsExactly("/data");
  }

  @Test
  void refusesAVolumeInTheSamePlace() {
    TaskDecision decision = decide("/kfp-workspace/model", "/kfp-workspace/cache");

    assertThat(decision).isInstanceOf(RejectTask.class);
    assertThat(((RejectTask) decision).failure().message())
        .contains("/kfp-workspace/cache beside the run's workspace");
    assertThat(decide("/kfp-workspace/model", "/kfp-workspace-of-mine"))
        .isInstanceOf(LaunchTask.class);
  }

  private static List<VolumeNeed<JsonValue>> volumes(TaskDecision decision) {
    assertThat(decision).isInstanceOf(LaunchTask.class);
    return ((LaunchTask) decision).platform().needs().volumes();
  }

  private static Artifact model(String uri) {
    return new Artifact("a", "model", uri, "system.Model", "0.0.1", JsonObject.EMPTY);
  }

  private static TaskDecision decide(String place, String mountPath) {
    return decide(place, mountPath, model("s3://bucket/model"));
  }

  private static TaskDecision decide(String place, String mountPath, Artifact artifact) {
    TaskGraph graph = TaskGraph.of(pipeline(mountPath));
    var facts =
        new RunFacts(
            "run",
            "run",
            "run",
            "",
            "shared",
            "/root",
            true,
            Caching.ON,
            Instant.EPOCH,
            Instant.EPOCH);
    var context =
        new DrivingContext(
            facts,
            graph,
            graph.node(1),
            IterationVector.NONE,
            "task-1",
            new TaskValues(
                Map.of("place", JsonValue.of(place)), Map.of("model", List.of(artifact))),
            Map.of(),
            new MemoryLargeValues());
    return new WorkspaceMountingDriver(new SpecificationDriver())
        .decide(context, _ -> Optional.empty());
  }

  /** One whose task has a value of the run and a volume. */
  private static PipelineSpecification pipeline(String mountPath) {
    return PipelineDocumentReader.read(
            """
            pipelineInfo: {name: shared}
            schemaVersion: 2.1.0
            sdkVersion: kfp-2.17.0
            components:
              comp-work:
                executorLabel: exec-work
                inputDefinitions:
                  artifacts: {model: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}}
                  parameters: {place: {parameterType: STRING}}
            deploymentSpec:
              executors:
                exec-work: {container: {image: any, command: [echo]}}
            root:
              inputDefinitions:
                artifacts: {model: {artifactType: {schemaTitle: system.Model, schemaVersion: 0.0.1}}}
                parameters: {place: {parameterType: STRING}}
              dag:
                tasks:
                  work:
                    componentRef: {name: comp-work}
                    inputs:
                      artifacts: {model: {componentInputArtifact: model}}
                      parameters: {place: {componentInputParameter: place}}
                    taskInfo: {name: work}
            ---
            platforms:
              kubernetes:
                pipelineConfig: {workspace: {size: 1Gi}}
                deploymentSpec:
                  executors:
                    exec-work:
                      pvcMount:
                      - mountPath: %s
                        pvcNameParameter: {runtimeValue: {constant: mine}}
            """
                .formatted(mountPath))
        .specification();
  }
}
