package io.pitwheel.launch;

import io.pitwheel.task.Task;
import java.util.Optional;

/**
 * Where the logs of attempts lie for servers that did not run them: {@code <attempt>.log} beside
 * the folders of a task's attempts, where the lines of its system log are too.
 */
public final class LogCopies {
  private static final String ENDING = ".log";

  private LogCopies() {}

  /** The place for an attempt that is launched. */
  public static String of(LaunchInstruction instruction) {
    return instruction.outputLocation() + ENDING;
  }

  /** The same place, found from the task's row; empty for a task that nothing is kept of. */
  public static Optional<String> of(Task task, int attempt) {
    int folder = task.systemLogUri().lastIndexOf('/');
    return folder < 0
        ? Optional.empty()
        : Optional.of(task.systemLogUri().substring(0, folder + 1) + attempt + ENDING);
  }
}
