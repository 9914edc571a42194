package io.pitwheel.cli.result;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.pitwheel.api.v1.PlannedTask;
import io.pitwheel.api.v1.PreviewRerunResponse;
import io.pitwheel.cli.progress.MessageText;
import io.pitwheel.cli.progress.TaskAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** What a rerun would do, for people: one line a task, many iterations of one task in one line. */
public final class PlanTable {
  /** A task with more iterations than this gets one line for all of them. */
  private static final int MAX_ITERATIONS_SHOWN = 20;

  private static final String CAVEAT =
      "The cache is left out: a task planned AGAIN may be CACHED in the run. A task in a loop whose"
          + " items are not known yet counts once.";

  private final PreviewRerunResponse plan;

  public PlanTable(PreviewRerunResponse plan) {
    this.plan = plan;
  }

  /** The plan as one JSON document. */
  public static String json(PreviewRerunResponse plan) {
    try {
      return JsonFormat.printer()
          .preservingProtoFieldNames()
          .omittingInsignificantWhitespace()
          .print(plan);
    } catch (InvalidProtocolBufferException exception) {
      throw new IllegalStateException("a plan has no JSON form", exception);
    }
  }

  /** The lines; the last ones count, and say what the counts leave out. */
  public List<String> lines() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("TASK", "PLAN", "WHY"));
    var byPath = new LinkedHashMap<String, List<PlannedTask>>();
    plan.getTasksList()
        .forEach(
            task -> byPath.computeIfAbsent(task.getPath(), path -> new ArrayList<>()).add(task));
    byPath.forEach((path, tasks) -> {
      if (tasks.size() > MAX_ITERATIONS_SHOWN) {
        rows.add(summary(path, tasks));
      } else {
        tasks.forEach(task -> rows.add(row(task)));
      }
    });
    var lines = new ArrayList<>(TextTable.aligned(rows));
    plan.getWarningsList().forEach(warning -> lines.add("warning: " + warning));
    lines.add(counts());
    if (plan.getAgainCount() + plan.getOpenCount() > 0) {
      lines.add(CAVEAT);
    }
    return lines;
  }

  private static List<String> row(PlannedTask task) {
    return List.of(
        new TaskAddress(task.getPath(), task.getIterationList()).label(),
        task.getVerdict(),
        MessageText.firstLine(task.getReason(), MessageText.MAX_REMARK));
  }

  private static List<String> summary(String path, List<PlannedTask> tasks) {
    var byVerdict = new TreeMap<String, Integer>();
    tasks.forEach(task -> byVerdict.merge(task.getVerdict(), 1, Integer::sum));
    var verdicts = new ArrayList<String>();
    byVerdict.forEach((verdict, count) -> verdicts.add(count + " " + verdict));
    return List.of(TaskAddress.labelOfMany(path, tasks.size()), String.join(", ", verdicts), "");
  }

  private String counts() {
    String open =
        plan.getOpenCount() == 0
            ? ""
            : ", %d open until what they depend on has run".formatted(plan.getOpenCount());
    return "%d reused, %d run again%s".formatted(plan.getReusedCount(), plan.getAgainCount(), open);
  }
}
