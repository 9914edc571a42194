package io.pitwheel.launcher;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.attempt.AttemptPlace;
import io.pitwheel.launcher.command.RunnerChoice;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.command.TaskRunner;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.platform.LocalVolumes;
import io.pitwheel.launcher.platform.PlatformGrant;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.launcher.staging.WorkspaceView;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.task.TaskValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Attempts on this machine: volumes, bundles and workspaces are folders of it. */
final class MachinePlace implements AttemptPlace {
  private final PlatformGrant platform;
  private final LocalVolumes volumes;
  private final FolderWorkspaces workspaces;
  private final WorkspaceView workspace;
  private final RunnerChoice runners;

  /**
   * @param data the data folder, where volumes are
   */
  MachinePlace(Path data, BundleFolders bundles, ObjectStore store, RunnerChoice runners) {
    this.platform = new PlatformGrant(data, bundles);
    this.volumes = new LocalVolumes(data);
    this.workspaces = new FolderWorkspaces(data, store);
    this.workspace = new WorkspaceView(workspaces::of);
    this.runners = runners;
  }

  @Override
  public LaunchInstruction local(LaunchInstruction instruction) {
    if (instruction.hasWorkspace()) {
      workspaces.of(instruction.reference().runId()).make();
    }
    return workspace.local(instruction);
  }

  @Override
  public TaskValues canonical(LaunchInstruction instruction, TaskValues outputs) {
    return workspace.canonical(instruction, outputs);
  }

  @Override
  public Optional<TaskValues> perform(LaunchInstruction instruction, List<String> warnings) {
    ClaimOperation operation = instruction.platform().claimOperation();
    return operation == null ? Optional.empty() : Optional.of(volumes.perform(operation, warnings));
  }

  @Override
  public GrantedPlatform grant(
      LaunchInstruction instruction, AttemptFolders folders, List<String> warnings) {
    return platform.prepare(instruction, folders, warnings);
  }

  @Override
  public TaskRunner choose(TaskCommand command, List<String> warnings) throws InterruptedException {
    return runners.choose(command, warnings);
  }

  @Override
  public LogSink listener(TaskLog log) {
    return log;
  }
}
