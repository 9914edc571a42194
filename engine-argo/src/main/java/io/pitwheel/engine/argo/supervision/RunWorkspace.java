package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.claim.VolumeClaims;
import io.pitwheel.engine.argo.claim.VolumeClaims.EarlierClaim;
import io.pitwheel.engine.argo.claim.WorkspaceClaim;
import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.PipelineSpecification;
import java.util.Optional;

/**
 * The workspace of a run in the cluster. It is there before the first Workflow of the run, and goes
 * when the run has succeeded. That of a run that failed stays for a retry, as long as one of its
 * Workflows does. Every method may be repeated.
 *
 * @param claims where it is
 * @param workflows of the same cluster
 */
record RunWorkspace(VolumeClaims claims, Workflows workflows, WorkspaceDefaults defaults) {
  /**
   * Makes the workspace of a run, unless it is there.
   *
   * @throws PipelinesException what the API server has against it; UNAVAILABLE while an earlier one
   *     is on its way out
   */
  void make(PipelineSpecification pipeline, WorkflowTarget target) {
    Optional<EarlierClaim> found =
        claims.create(target.namespace(), WorkspaceClaim.of(pipeline, target.runId(), defaults));
    if (found.isEmpty()) {
      return;
    }
    String claim = "%s/%s".formatted(target.namespace(), WorkspaceClaim.nameOf(target.runId()));
    if (!found.get().runId().equals(target.runId())) {
      throw new PipelinesException(
          ErrorCode.ALREADY_EXISTS,
          "making the workspace of run %s: somebody else made claim %s"
              .formatted(target.runId(), claim));
    }
    if (found.get().isBeingDeleted()) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "making the workspace of run %s: claim %s is still being deleted"
              .formatted(target.runId(), claim));
    }
  }

  /** From now on it goes with the Workflows of the run at the latest. */
  void keep(WorkflowTarget target) {
    claims.keepFor(target.namespace(), WorkspaceClaim.nameOf(target.runId()), target.name());
  }

  /**
   * The run has ended.
   *
   * @param mayBeRetried whether what is in it may be wanted again
   */
  void letGo(WorkflowTarget target, boolean mayBeRetried) {
    if (!mayBeRetried || !workflows.isThere(target.namespace(), target.name())) {
      claims.delete(target.namespace(), WorkspaceClaim.nameOf(target.runId()));
    }
  }
}
