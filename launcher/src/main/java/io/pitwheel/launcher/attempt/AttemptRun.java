package io.pitwheel.launcher.attempt;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.staging.AttemptFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs attempts in folders of their own, with logs of their own, and answers with a result whatever
 * happens.
 *
 * @param folder the data folder
 * @param maxLogBytes how much of one attempt's output is kept, but for its end
 * @param script what is done
 */
public record AttemptRun(Path folder, long maxLogBytes, AttemptScript script) {
  /**
   * Blocks until the attempt has ended. An interrupt of this thread is the wish to stop.
   *
   * @param attempt made by this thread
   */
  public LaunchResult run(LaunchInstruction instruction, RunningAttempt attempt) {
    var warnings = new ArrayList<String>();
    try {
      return runInFolders(instruction, warnings).withWarnings(warnings);
    } catch (InterruptedException _) {
      return new LaunchResult.Stopped(List.copyOf(warnings));
    } catch (PipelinesException exception) {
      // An interrupt in the middle of a file operation comes as its failure.
      return attempt.isStopped() || Thread.interrupted()
          ? new LaunchResult.Stopped(List.copyOf(warnings))
          : failed(instruction, exception, warnings);
    }
  }

  private LaunchResult runInFolders(LaunchInstruction instruction, List<String> warnings)
      throws InterruptedException {
    AttemptFolders folders =
        AttemptFolders.of(folder, instruction.reference(), instruction.attempt());
    TaskLog log = TaskLog.open(folders.log(), maxLogBytes);
    try {
      folders.makeFresh();
      return script.perform(instruction, folders, log, warnings);
    } finally {
      log.close();
      warnings.addAll(log.warnings());
      deleteWork(folders, warnings);
    }
  }

  private static void deleteWork(AttemptFolders folders, List<String> warnings) {
    try {
      folders.deleteWork();
    } catch (PipelinesException exception) {
      // What the task achieved stands all the same.
      warnings.add(String.valueOf(exception.getMessage()));
    }
  }

  private static LaunchResult failed(
      LaunchInstruction instruction, PipelinesException exception, List<String> warnings) {
    String path = instruction.reference().path().documentPath();
    var failure = new TaskFailure(exception.code(), String.valueOf(exception.getMessage()), path);
    boolean mayRetry =
        exception.code() != ErrorCode.INVALID_ARGUMENT
            && exception.code() != ErrorCode.FAILED_PRECONDITION;
    return new LaunchResult.Failed(failure, null, mayRetry, List.copyOf(warnings));
  }
}
