package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.engine.argo.claim.MemoryVolumeClaims;
import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWorkspaceTest {
  private static final String CLAIM = "there/kfp-workspace-run";
  private static final WorkflowTarget FIRST = WorkflowTarget.of("run", "shared", "there", "");
  private static final WorkflowTarget RETRIED =
      WorkflowTarget.ofRetried("run", 1, "shared", "there", "");

  private static final PipelineSpecification PIPELINE =
      PipelineDocumentReader.read(
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
              platforms: {kubernetes: {pipelineConfig: {workspace: {size: 2Gi}}}}
              """)
          .specification();

  private final MemoryVolumeClaims claims = new MemoryVolumeClaims();

  @Test
  void isThereForARetryUntilTheRunHasSucceeded() {
    RunWorkspace workspace = workspace(true);

    workspace.make(PIPELINE, FIRST);
    JsonObject made = claims.all().get(CLAIM);
    workspace.letGo(FIRST, true);
    workspace.make(PIPELINE, RETRIED);
    assertThat(claims.all()).containsEntry(CLAIM, made);

    workspace.letGo(RETRIED, false);
    assertThat(claims.all()).isEmpty();
  }

  @Test
  void doesNotOutliveARunThatNeverHadAWorkflow() {
    RunWorkspace workspace = workspace(false);
    workspace.make(PIPELINE, FIRST);

    workspace.letGo(FIRST, true);

    assertThat(claims.all()).isEmpty();
  }

  @Test
  void isNobodyElses() {
    claims.putForeign("there", "kfp-workspace-run");

    assertThatThrownBy(() -> workspace(true).make(PIPELINE, FIRST))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_EXISTS))
        .hasMessageContaining("somebody else made claim " + CLAIM);
  }

  private RunWorkspace workspace(boolean hasWorkflow) {
    return new RunWorkspace(
        claims, new ThereOrNot(hasWorkflow), new WorkspaceDefaults("10Gi", "ReadWriteOnce", ""));
  }

  /** Workflows of which all are there, or none. */
  private record ThereOrNot(boolean areThere) implements Workflows {
    @Override
    public boolean isRestricted(String namespace) {
      return false;
    }

    @Override
    public void endPod(String namespace, String name, String node) {
      throw new IllegalStateException("nothing is to be ended");
    }

    @Override
    public List<String> obstacles(String namespace) {
      return List.of();
    }

    @Override
    public Optional<WorkflowView> createUnlessThere(String namespace, JsonObject workflow) {
      throw new UnsupportedOperationException("a workspace makes no Workflow");
    }

    @Override
    public boolean isThere(String namespace, String name) {
      return areThere;
    }

    @Override
    public Map<String, String> whatPodsWaitFor(String namespace, String name) {
      throw new UnsupportedOperationException("a workspace looks at no pods");
    }

    @Override
    public void stop(String namespace, String name) {
      throw new UnsupportedOperationException("a workspace stops no Workflow");
    }

    @Override
    public void release(String namespace, String name) {
      throw new UnsupportedOperationException("a workspace releases no Workflow");
    }
  }
}
