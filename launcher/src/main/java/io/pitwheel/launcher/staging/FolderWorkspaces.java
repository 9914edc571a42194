package io.pitwheel.launcher.staging;

import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.objectstore.ObjectStore;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Workspaces below a data folder: {@code work/<run>/.workspace}. No task can have a key with a dot,
 * so none can meet it.
 */
public final class FolderWorkspaces implements RunWorkspaces {
  private final Path data;
  private final ObjectStore store;

  public FolderWorkspaces(Path data, ObjectStore store) {
    this.data = data;
    this.store = store;
  }

  /** That of a run; whether it is there or not. */
  public WorkspaceFolder of(String runId) {
    Path work = data.resolve("work").resolve(SafeName.require("the run", runId));
    return new WorkspaceFolder(work.resolve(".workspace"), store, false);
  }

  @Override
  public void bring(String runId, String uri) {
    var _ = of(runId).bring(uri, UUID.randomUUID().toString());
  }

  @Override
  public void remove(String runId) {
    of(runId).delete();
  }
}
