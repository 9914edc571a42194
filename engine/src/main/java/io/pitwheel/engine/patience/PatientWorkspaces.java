package io.pitwheel.engine.patience;

import io.pitwheel.launch.RunWorkspaces;

/** Workspaces for which a store is asked that may be away for a while: a run waits for it. */
public record PatientWorkspaces(RunWorkspaces workspaces, StorePatience patience)
    implements RunWorkspaces {
  @Override
  public void bring(String runId, String uri) {
    var _ =
        patience.insist(() -> {
          workspaces.bring(runId, uri);
          return true;
        });
  }

  @Override
  public void remove(String runId) {
    workspaces.remove(runId);
  }
}
