package io.pitwheel.engine.argo.supervision;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunWorkspaces;

/** Tasks in pods share no folder that this server reaches: who asks for one is told so. */
public record NoSharedFolders() implements RunWorkspaces {
  @Override
  public void bring(String runId, String uri) {
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "importing %s into the workspace of run %s: it is a volume that only pods reach, and an importer has none (expected: an importer without download_to_workspace, or the engine local)"
            .formatted(uri, runId));
  }

  @Override
  public void remove(String runId) {
    // None was made.
  }
}
