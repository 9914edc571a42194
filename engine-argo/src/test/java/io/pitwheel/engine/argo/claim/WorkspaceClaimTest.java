package io.pitwheel.engine.argo.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonReader;
import org.junit.jupiter.api.Test;

class WorkspaceClaimTest {
  private static final WorkspaceDefaults DEFAULTS =
      new WorkspaceDefaults("10Gi", "ReadWriteOnce", "slow");

  @Test
  void isAsTheInstallationHasItUnlessThePipelineSaysOtherwise() {
    assertThat(WorkspaceClaim.of(pipeline("{size: 25Gi}"), "run", DEFAULTS))
        .isEqualTo(
            JsonReader.read(
                """
                {"apiVersion": "v1", "kind": "PersistentVolumeClaim",
                 "metadata": {"name": "kfp-workspace-run", "labels": {"pipeline/runid": "run"}},
                 "spec": {"accessModes": ["ReadWriteOnce"],
                   "resources": {"requests": {"storage": "25Gi"}}, "storageClassName": "slow"}}
                """));
  }

  @Test
  void hasTheFieldsOfThePatch() {
    PipelineSpecification pipeline =
        pipeline(
            "{kubernetes: {pvcSpecPatch: {accessModes: [ReadWriteMany], storageClassName: fast}}}");

    assertThat(WorkspaceClaim.of(pipeline, "run", DEFAULTS).members().get("spec"))
        .isEqualTo(
            JsonReader.read(
                """
                {"accessModes": ["ReadWriteMany"], "storageClassName": "fast",
                 "resources": {"requests": {"storage": "10Gi"}}}
                """));
  }

  static PipelineSpecification pipeline(String workspace) {
    return PipelineDocumentReader.read(
            """
            pipelineInfo: {name: shared}
            schemaVersion: 2.1.0
            sdkVersion: kfp-2.17.0
            components:
              comp-work: {executorLabel: exec-work}
            deploymentSpec:
              executors:
                exec-work: {container: {image: any, command: [echo]}}
            root:
              dag:
                tasks:
                  work: {componentRef: {name: comp-work}, taskInfo: {name: work}}
            ---
            platforms: {kubernetes: {pipelineConfig: {workspace: %s}}}
            """
                .formatted(workspace))
        .specification();
  }
}
