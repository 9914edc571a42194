package io.pitwheel.cli.result;

import io.pitwheel.cli.progress.DurationText;
import io.pitwheel.cli.progress.MessageText;
import io.pitwheel.cli.progress.RunProgress;
import io.pitwheel.cli.progress.TaskAddress;
import io.pitwheel.cli.progress.TaskProgress;
import io.pitwheel.cli.result.ResultDocument.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The result of a run for people: one line a task, many iterations of one task in one line. */
public final class ResultTable {
  /** A task with more iterations than this gets one line for all of them. */
  private static final int MAX_ITERATIONS_SHOWN = 20;

  private static final String GAP = "  ";

  private final ResultDocument document;
  private final RunProgress progress;
  private final Instant endedAt;
  private final Set<String> explained;

  private final ArtifactFolder folder;

  /** What stands somewhere in the report and need not be said again. */
  private final Set<String> saidMessages = new HashSet<>();

  /**
   * @param explained labels of the failed tasks whose messages stand elsewhere in the report
   */
  public ResultTable(
      ResultDocument document, RunProgress progress, Instant endedAt, Set<String> explained) {
    this.folder = ArtifactFolder.of(document.tasks().stream().map(TaskRow::outputs).toList());
    this.explained = Set.copyOf(explained);
    this.document = document;
    this.progress = progress;
    this.endedAt = endedAt;
  }

  private record Line(String task, String state, String time, String outputs) {}

  /** The lines, the last of them about the run. */
  public List<String> lines() {
    saidMessages.clear();
    document.tasks().stream()
        .filter(task -> explained.contains(labelOf(task)))
        .forEach(task -> saidMessages.add(task.errorMessage()));
    var rows = new ArrayList<Line>();
    rows.add(new Line("TASK", "STATE", "TIME", "OUTPUTS"));
    var byPath = new LinkedHashMap<String, List<TaskRow>>();
    document
        .tasks()
        .forEach(task -> byPath.computeIfAbsent(task.path(), path -> new ArrayList<>()).add(task));
    byPath.forEach((path, tasks) -> {
      if (tasks.size() > MAX_ITERATIONS_SHOWN) {
        rows.add(summary(path, tasks));
      } else {
        tasks.forEach(task -> rows.add(line(task)));
      }
    });
    List<String> lines = rows.size() > 1 ? new ArrayList<>(aligned(rows)) : new ArrayList<>();
    lines.add(runLine());
    if (!folder.uri().isEmpty()) {
      lines.add("artifacts are below " + folder.uri());
    }
    String outputs = OutputsText.of(document.outputs(), ArtifactFolder.NONE);
    if (!outputs.isEmpty()) {
      lines.add("outputs: " + outputs);
    }
    String error = document.errorMessage();
    if (!document.isSucceeded() && !error.isEmpty() && !isSaid(error)) {
      lines.add("error: " + MessageText.firstLine(error, MessageText.MAX_LINE));
    }
    return lines;
  }

  private Line line(TaskRow task) {
    String time =
        progress
            .find(task.path(), task.iteration())
            .filter(known -> !task.state().equals("SKIPPED") && !task.state().equals("CACHED"))
            .map(known -> DurationText.of(known.elapsed(endedAt)))
            .orElse("");
    String remark = !task.reason().isEmpty() ? task.reason() : newMessage(task.errorMessage());
    return new Line(
        labelOf(task),
        task.state(),
        time,
        remark.isEmpty() ? OutputsText.of(task.outputs(), folder) : remark);
  }

  private static String labelOf(TaskRow task) {
    return TaskProgress.label(task.path(), task.iteration());
  }

  private String newMessage(String message) {
    if (isSaid(message)) {
      return "";
    }
    saidMessages.add(message);
    return MessageText.firstLine(message, MessageText.MAX_REMARK);
  }

  /** The message of a run is that of a task, often with the task in front. */
  private boolean isSaid(String message) {
    return saidMessages.stream().anyMatch(said -> !said.isEmpty() && message.endsWith(said));
  }

  private static Line summary(String path, List<TaskRow> tasks) {
    var byState = new TreeMap<String, Integer>();
    tasks.forEach(task -> byState.merge(task.state(), 1, Integer::sum));
    var states = new ArrayList<String>();
    for (Map.Entry<String, Integer> entry : byState.entrySet()) {
      states.add(entry.getValue() + " " + entry.getKey());
    }
    return new Line(TaskAddress.labelOfMany(path, tasks.size()), String.join(", ", states), "", "");
  }

  private String runLine() {
    return "run %s of %s %s in %s"
        .formatted(
            document.runId(),
            progress.pipelineName(),
            document.state(),
            DurationText.of(progress.elapsed(endedAt)));
  }

  private static List<String> aligned(List<Line> rows) {
    int taskWidth = rows.stream().mapToInt(row -> row.task().length()).max().orElse(0);
    int stateWidth = rows.stream().mapToInt(row -> row.state().length()).max().orElse(0);
    int timeWidth = rows.stream().mapToInt(row -> row.time().length()).max().orElse(0);
    return rows.stream()
        .map(row ->
            (padded(row.task(), taskWidth)
                    + GAP
                    + padded(row.state(), stateWidth)
                    + GAP
                    + padded(row.time(), timeWidth)
                    + GAP
                    + row.outputs())
                .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
