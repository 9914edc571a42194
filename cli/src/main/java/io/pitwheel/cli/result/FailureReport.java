package io.pitwheel.cli.result;

import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.progress.MessageText;
import io.pitwheel.cli.progress.RunProgress;
import io.pitwheel.cli.progress.TaskProgress;
import io.pitwheel.cli.result.ResultDocument.TaskRow;
import io.pitwheel.cli.surroundings.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** The tasks that the report will tell of, by their labels. */
  public Set<String> explained(ResultDocument document) {
    return failed(document).stream()
        .limit(MAX_TASKS)
        .map(task -> TaskProgress.label(task.path(), task.iteration()))
        .collect(Collectors.toSet());
  }

  /** The lines; empty when no task with a command failed. */
  public List<String> lines(ResultDocument document) {
    List<TaskRow> failed = failed(document);
    var lines = new ArrayList<String>();
    failed.stream()
        .limit(MAX_TASKS)
        .forEach(
            task -> known(task).ifPresent(known -> report(document.runId(), task, known, lines)));
    if (failed.size() > MAX_TASKS) {
      lines.add("");
      lines.add("%d more tasks failed.".formatted(failed.size() - MAX_TASKS));
    }
    return lines;
  }

  private List<TaskRow> failed(ResultDocument document) {
    return document.tasks().stream()
        .filter(TaskRow::isFailed)
        .filter(task -> known(task).filter(TaskProgress::isLeaf).isPresent())
        .toList();
  }

  private Optional<TaskProgress> known(TaskRow task) {
    return progress.find(task.path(), task.iteration());
  }

  private void report(String runId, TaskRow task, TaskProgress known, List<String> lines) {
    lines.add("");
    lines.add(
        "%s failed: %s"
            .formatted(
                known.label(), MessageText.firstLine(task.errorMessage(), MessageText.MAX_LINE)));
    List<String> tail = lastLines(runId, known.taskId());
    if (tail.isEmpty()) {
      lines.add("  it wrote nothing to its log");
      return;
    }
    lines.add("  the end of its log:");
    tail.forEach(line -> lines.add("  | " + line));
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
