package io.pitwheel.cli.result;

import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.progress.RunProgress;
import io.pitwheel.cli.progress.TaskProgress;
import io.pitwheel.cli.result.ResultDocument.TaskRow;
import io.pitwheel.cli.surroundings.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to look at after a run failed: of the first failed tasks the ends of their logs. */
public final class FailureReport {
  private static final int MAX_TASKS = 3;
  private static final int MAX_LINES = 20;

  private final PipelinesClient client;
  private final RunProgress progress;
  private final String serverWords;

  /**
   * @param serverWords the options that lead another command to the same server; may be empty
   */
  public FailureReport(PipelinesClient client, RunProgress progress, String serverWords) {
    this.client = client;
    this.progress = progress;
    this.serverWords = serverWords;
  }

  /** The lines; empty when no task with a command failed. */
  public List<String> lines(ResultDocument document) {
    var lines = new ArrayList<String>();
    int reported = 0;
    int failed = 0;
    for (TaskRow task : document.tasks()) {
      Optional<TaskProgress> known =
          progress
              .find(task.path(), task.iteration())
              .filter(found -> task.state().equals("FAILED") && found.isLeaf());
      if (known.isPresent()) {
        failed++;
        if (reported < MAX_TASKS) {
          reported++;
          report(document.runId(), task, known.get(), lines);
        }
      }
    }
    if (failed > reported) {
      lines.add("");
      lines.add("%d more tasks failed.".formatted(failed - reported));
    }
    return lines;
  }

  private void report(String runId, TaskRow task, TaskProgress known, List<String> lines) {
    lines.add("");
    lines.add("%s failed: %s".formatted(known.label(), task.errorMessage()));
    List<String> tail = lastLines(runId, known.taskId());
    if (tail.isEmpty()) {
      lines.add("  it wrote nothing to its log");
    } else {
      lines.add("  the end of its log:");
      tail.forEach(line -> lines.add("  | " + line));
    }
    lines.add(
        "  all of it: ./pitwheel logs %s %s%s"
            .formatted(runId, ShellWord.quoted(known.label()), serverWords));
  }

  private List<String> lastLines(String runId, String taskId) {
    try (InputStream log = client.log(runId, taskId, PipelinesClient.LogQuery.OF_THE_COMMAND)) {
      return LogTail.read(log, MAX_LINES);
    } catch (CommandFailure | ServerLost | IOException exception) {
      // The report is a courtesy at the end of a failed run: say why it is short, and go on.
      return List.of("(reading the log: %s)".formatted(exception.getMessage()));
    }
  }
}
