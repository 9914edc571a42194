package io.pitwheel.launcher.attempt;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.command.TaskRunner;
import io.pitwheel.launcher.log.LogReader;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.output.LargeOutputs;
import io.pitwheel.launcher.output.OutputPublisher;
import io.pitwheel.launcher.output.OutputReader;
import io.pitwheel.launcher.platform.GrantedPlatform;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.InputStager;
import io.pitwheel.launcher.staging.OutputPreparer;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.CommandResolver;
import io.pitwheel.placeholder.ExecutorInput;
import io.pitwheel.placeholder.PathConstants;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.DurationWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of an attempt, in their order, the same wherever it runs. */
public final class AttemptScript {
  private static final int MAX_LAST_LINE_CHARACTERS = 300;
  private static final int LINES_TO_SEARCH = 20;
  private static final int SIGNAL_CODES = 128;

  private final ObjectStore store;
  private final AttemptPlace place;
  private final InputStager stager;
  private final OutputPreparer preparer;
  private final OutputPublisher publisher;

  /**
   * @param store of inputs and outputs
   * @param place where its attempts run
   */
  public AttemptScript(ObjectStore store, Identifiers identifiers, AttemptPlace place) {
    this.store = store;
    this.place = place;
    this.stager = new InputStager(store);
    this.preparer = new OutputPreparer(store, identifiers);
    this.publisher = new OutputPublisher(store);
  }

  /**
   * Stages, runs, reads and publishes; throws for what cannot be done.
   *
   * @param log is complete and closed when the command has ended
   * @param warnings gets what the user should know
   */
  public LaunchResult perform(
      LaunchInstruction given, AttemptFolders folders, TaskLog log, List<String> warnings)
      throws InterruptedException {
    LaunchInstruction instruction = place.local(given);
    Optional<TaskValues> done = place.perform(instruction, warnings);
    if (done.isPresent()) {
      return new LaunchResult.Succeeded(done.get(), warnings);
    }
    GrantedPlatform granted = place.grant(instruction, folders, warnings);
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
    TaskRunner runner = place.choose(command, warnings);
    CommandEnd end = runner.run(command, place.listener(log), warnings);
    log.close();
    return switch (end) {
      case CommandEnd.Exited(int code) when code == 0 -> succeeded(command, runner, warnings);
      case CommandEnd.Exited(int code) -> exited(code, command, warnings);
      case CommandEnd.TimedOut _ -> timedOut(instruction, warnings);
    };
  }

  private LaunchResult succeeded(TaskCommand command, TaskRunner runner, List<String> warnings) {
    LocalFolders reach = runner.reach(command);
    TaskValues outputs =
        publisher.publish(
            OutputReader.read(
                command.instruction().declared(),
                command.input(),
                runner.folder(command),
                reach,
                largeOutputs(command)),
            reach);
    return new LaunchResult.Succeeded(place.canonical(command.instruction(), outputs), warnings);
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
