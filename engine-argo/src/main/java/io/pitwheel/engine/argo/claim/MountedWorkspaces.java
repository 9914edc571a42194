package io.pitwheel.engine.argo.claim;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.objectstore.ObjectStore;

/**
 * Workspaces that only pods reach: what is imported into one is copied by the launcher of the first
 * task that reads it. Here it is seen that there is something to copy, and a way to it.
 *
 * @param objects what pods read by addresses that this server signs
 */
public record MountedWorkspaces(ObjectStore objects) implements RunWorkspaces {
  @Override
  public void bring(String runId, String uri) {
    if (objects.signedAccess(uri).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "importing %s into the workspace of run %s: pods do not reach it (expected: the uri of an object or a folder in a bucket)"
              .formatted(uri, runId));
    }
    if (!objects.exists(uri)) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "importing %s into the workspace of run %s: nothing stands there (expected: an object or a folder)"
              .formatted(uri, runId));
    }
  }

  /** It is a claim, and goes when the run's Workflow is let go. */
  @Override
  public void remove(String runId) {
    // Nothing else was made.
  }
}
