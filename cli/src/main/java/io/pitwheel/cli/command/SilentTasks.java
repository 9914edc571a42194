package io.pitwheel.cli.command;

import io.pitwheel.api.v1.TaskExplanation;
import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.progress.TaskAddress;
import java.util.List;

/** Says of tasks without a log why they have none: a skipped one never ran. */
record SilentTasks(PipelinesClient client, String runId) {
  /**
   * One line a task at the path.
   *
   * @param unknown what is thrown when there is no such task
   */
  List<String> lines(String path, CommandFailure unknown) {
    try {
      return client.explanations(runId, path).stream().map(SilentTasks::line).toList();
    } catch (CommandFailure failure) {
      if (failure.exitStatus() != ExitStatus.REFUSED) {
        throw failure;
      }
      throw unknown;
    }
  }

  private static String line(TaskExplanation task) {
    String label = new TaskAddress(task.getPath(), task.getIterationList()).label();
    return switch (task.getState()) {
      case "SKIPPED" -> "%s never ran: skipped, %s".formatted(label, task.getReason());
      case "CACHED" -> "%s did not run: %s".formatted(label, task.getDecision());
      default -> "%s has no log: %s, and no command ran in it".formatted(label, task.getState());
    };
  }
}
