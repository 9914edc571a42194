package io.pitwheel.launcher;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.command.RunnerChoice;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.command.TaskRunner;
import io.pitwheel.launcher.log.LogReader;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.output.LargeOutputs;
import io.pitwheel.launcher.output.OutputPublisher;
import io.pitwheel.launcher.output.OutputReader;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.platform.LocalVolumes;
import io.pitwheel.launcher.platform.PlatformGrant;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.launcher.staging.InputStager;
import io.pitwheel.launcher.staging.OutputPreparer;
import io.pitwheel.launcher.staging.WorkspaceView;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.CommandResolver;
import io.pitwheel.placeholder.ExecutorInput;
import io.pitwheel.placeholder.PathConstants;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.DurationWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of an attempt, in their order. */
final class AttemptScript {
  private static final int MAX_LAST_LINE_CHARACTERS = 300;
  private static final int LINES_TO_SEARCH = 20;
  private static final int SIGNAL_CODES = 128;

  private final ObjectStore store;
  private final PlatformGrant platform;
  private final LocalVolumes volumes;
  private final InputStager stager;
  private final OutputPreparer preparer;
  private final RunnerChoice runners;
  private final OutputPublisher publisher;
  private final WorkspaceView workspace;

  /**
   * @param data the data folder, where volumes are
   */
  AttemptScript(
      Path data,
      BundleFolders bundles,
      ObjectStore store,
      OutputPreparer preparer,
      RunnerChoice runners) {
    this.store = store;
    this.platform = new PlatformGrant(data, bundles);
    this.volumes = new LocalVolumes(data);
    this.stager = new InputStager(store);
    this.preparer = preparer;
    this.runners = runners;
    this.publisher = new OutputPublisher(store);
    this.workspace = new WorkspaceView(new FolderWorkspaces(data, store));
  }

  /**
   * Stages, runs, reads and publishes; throws for what cannot be done.
   *
   * @param log is complete and closed when the command has ended
   * @param warnings gets what the user should know
   */
  LaunchResult perform(
      LaunchInstruction given, AttemptFolders folders, TaskLog log, List<String> warnings)
      throws InterruptedException {
    LaunchInstruction instruction = workspace.local(given);
    ClaimOperation operation = instruction.platform().claimOperation();
    if (operation != null) {
      return new LaunchResult.Succeeded(volumes.perform(operation, warnings), warnings);
    }
    GrantedPlatform granted = platform.prepare(instruction, folders, warnings);
    var inputPaths = stager.stage(instruction.inputs().artifacts(), folders.inputs(), warnings);
    ExecutorInput input =
        PathConstants.fill(
            instruction.pathConstants(), preparer.prepare(instruction, inputPaths, folders));
    var command =
        new TaskCommand(
            instruction,
            CommandResolver.resolve(instruction.executor().command(), input),
            CommandResolver.resolve(instruction.executor().arguments(), input),
            input,
            folders,
            granted);
    TaskRunner runner = runners.choose(command, warnings);
    CommandEnd end = runner.run(command, log, warnings);
    log.close();
    return switch (end) {
      case CommandEnd.Exited(int code) when code == 0 ->
          succeeded(command, runner.reach(command), warnings);
      case CommandEnd.Exited(int code) -> exited(code, command, warnings);
      case CommandEnd.TimedOut _ -> timedOut(instruction, warnings);
    };
  }

  private LaunchResult succeeded(TaskCommand command, LocalFolders reach, List<String> warnings) {
    TaskValues outputs =
        publisher.publish(
            OutputReader.read(
                command.instruction().declared(),
                command.input(),
                command.folders().work(),
                reach,
                largeOutputs(command)),
            reach);
    return new LaunchResult.Succeeded(
        workspace.canonical(command.instruction(), outputs), warnings);
  }

  private LargeOutputs largeOutputs(TaskCommand command) {
    return new LargeOutputs(
        store,
        command.instruction().outputLocation(),
        command.instruction().declared().outputArtifacts().keySet(),
        command.folders().work());
  }

  private static LaunchResult exited(int code, TaskCommand command, List<String> warnings) {
    String message =
        code > SIGNAL_CODES
            ? "the command ended with exit code %d (signal %d)".formatted(code, code - SIGNAL_CODES)
            : "the command ended with exit code " + code;
    return failed(
        command.instruction(),
        ErrorCode.UNKNOWN,
        message + lastLine(command.folders()),
        code,
        warnings);
  }

  private static LaunchResult timedOut(LaunchInstruction instruction, List<String> warnings) {
    Duration timeout = instruction.timeout();
    String message =
        "the command ran longer than the %s it is allowed and was ended"
            .formatted(timeout == null ? "time" : DurationWords.of(timeout));
    return failed(instruction, ErrorCode.DEADLINE_EXCEEDED, message, null, warnings);
  }

  private static LaunchResult failed(
      LaunchInstruction instruction,
      ErrorCode code,
      String message,
      @Nullable Integer exitCode,
      List<String> warnings) {
    String path = instruction.reference().path().documentPath();
    return new LaunchResult.Failed(new TaskFailure(code, message, path), exitCode, true, warnings);
  }

  // In most languages the last line says why.
  private static String lastLine(AttemptFolders folders) {
    return LogReader.lastLines(folders.log(), LINES_TO_SEARCH).reversed().stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> ": " + line.substring(0, Math.min(line.length(), MAX_LAST_LINE_CHARACTERS)))
        .orElse("");
  }
}
