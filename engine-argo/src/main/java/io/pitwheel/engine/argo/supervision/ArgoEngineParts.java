package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.agent.TaskSetAgent;
import io.pitwheel.engine.argo.claim.VolumeClaims;
import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.engine.argo.driving.RunDriving;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the engine for Argo is made of.
 *
 * @param shared what every engine has
 * @param driving moves the runs; closed by who made it, after the engine
 * @param agent answers what Workflows ask; likewise
 * @param workspaces what pipelines do not say of theirs
 * @param namespace of runs that name none
 * @param serviceAccount of runs that name none
 */
public record ArgoEngineParts(
    EngineParts shared,
    RunDriving driving,
    TaskSetAgent agent,
    Workflows workflows,
    VolumeClaims claims,
    WorkspaceDefaults workspaces,
    WorkflowCompiler compiler,
    String namespace,
    String serviceAccount) {
  private static final Logger LOGGER = System.getLogger(ArgoEngineParts.class.getName());

  /**
   * Where the pods of a run are.
   *
   * @throws PipelinesException NOT_FOUND for an unknown run
   */
  public String namespaceOf(String runId) {
    return shared
        .runs()
        .find(runId)
        .map(run -> targetOf(run).namespace())
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND, "finding the pods of run " + runId + ": no such run"));
  }

  /** Lets go what the cluster has of a run whose end is stored; what is gone is passed over. */
  void release(Run ended, WorkflowTarget target) {
    if (graphOf(ended).specification().hasWorkspace()) {
      letWorkspaceGo(ended, target);
    }
    workflows.release(target.namespace(), target.name());
  }

  /** A refusal does not hold the Workflow, with which the workspace goes in the end. */
  private void letWorkspaceGo(Run ended, WorkflowTarget target) {
    try {
      workspace().letGo(target, ended.state() != RunState.SUCCEEDED);
    } catch (PipelinesException exception) {
      if (exception.code().retryMayHelp()) {
        throw exception;
      }
      LOGGER.log(Level.WARNING, "removing the workspace of run " + ended.id(), exception);
    }
  }

  TaskGraph graphOf(Run run) {
    return shared.graphs().graphOf(run.creation().specificationId());
  }

  RunWorkspace workspace() {
    return new RunWorkspace(claims, workflows, workspaces);
  }

  /** The Workflow that a run has now: another one each time it is retried. */
  WorkflowTarget targetOf(Run run) {
    return target(run, retriesOf(run));
  }

  /** All Workflows that a run has had, the first one first. */
  List<WorkflowTarget> targetsOf(Run run) {
    return IntStream.rangeClosed(0, retriesOf(run)).mapToObj(times -> target(run, times)).toList();
  }

  private static int retriesOf(Run run) {
    long begins =
        run.history().stream().filter(change -> change.state() == RunState.PENDING).count();
    return (int) Math.max(0, begins - 1);
  }

  private WorkflowTarget target(Run run, int retries) {
    var creation = run.creation();
    return WorkflowTarget.ofRetried(
        run.id(),
        retries,
        creation.pipelineName(),
        creation.namespace().isEmpty() ? namespace : creation.namespace(),
        creation.serviceAccount().isEmpty() ? serviceAccount : creation.serviceAccount());
  }
}
