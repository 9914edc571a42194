package io.pitwheel.testing.engine;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunWorkspaces;

/** For pipelines whose tasks share no folder. */
public record NoWorkspaces() implements RunWorkspaces {
  @Override
  public void bring(String runId, String uri) {
    throw new PipelinesException(
        ErrorCode.NOT_FOUND, "bringing " + uri + " into the workspace: nothing is there");
  }

  @Override
  public void remove(String runId) {
    // None was made.
  }
}
