package io.pitwheel.cli.command;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.TaskState;
import io.pitwheel.api.v2beta1.PipelineTask.TaskType;
import io.pitwheel.cli.progress.TaskAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tasks of a run whose commands ran, under the addresses that everything else prints. */
final class LoggedTasks {
  private static final String ROOT = "root";
  private static final int MAX_SHOWN = 10;

  private final Map<String, PipelineTask> byId = new HashMap<>();
  private final List<LoggedTask> tasks = new ArrayList<>();

  /** One of them. */
  record LoggedTask(String taskId, TaskAddress address) {}

  /**
   * @param all every task of the run
   */
  LoggedTasks(List<PipelineTask> all) {
    all.forEach(task -> byId.put(task.getTaskId(), task));
    for (PipelineTask task : all) {
      if (hasLog(task)) {
        tasks.add(new LoggedTask(task.getTaskId(), addressOf(task)));
      }
    }
  }

  /** Those at a path or below it; all for an empty one. */
  List<LoggedTask> at(String path) {
    if (path.isEmpty()) {
      return List.copyOf(tasks);
    }
    TaskAddress wanted = TaskAddress.parse(path);
    return tasks.stream().filter(task -> wanted.covers(task.address())).toList();
  }

  /** What a user may ask for, in words that follow "expected:". */
  String expectation() {
    if (tasks.isEmpty()) {
      return "a run with a task whose command ran";
    }
    String first =
        tasks.stream()
            .limit(MAX_SHOWN)
            .map(task -> task.address().label())
            .collect(Collectors.joining(", "));
    int more = tasks.size() - MAX_SHOWN;
    return "one of " + first + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static boolean hasLog(PipelineTask task) {
    return task.getType() == TaskType.RUNTIME
        && task.getState() != TaskState.SKIPPED
        && task.getState() != TaskState.CACHED;
  }

  /**
   * KFP's form has the path from {@code root}, joined by dots, which no key of a task contains, and
   * of the indices only the innermost: those of outer loops are told by the tasks above.
   */
  private TaskAddress addressOf(PipelineTask task) {
    String dotted = task.getScopePath();
    String path = dotted.equals(ROOT) ? "" : dotted.substring(dotted.indexOf('.') + 1);
    var iteration = new ArrayDeque<Integer>();
    PipelineTask inner = task;
    // Every step leaves a segment of the path, so a record that goes in circles ends too.
    for (int level = dotted.split("\\.", -1).length; level > 0 && inner != null; level--) {
      PipelineTask outer = byId.get(inner.getParentTaskId());
      if (outer != null && outer.getType() == TaskType.LOOP) {
        iteration.addFirst(Math.toIntExact(inner.getTypeAttributes().getIterationIndex()));
      }
      inner = outer;
    }
    return new TaskAddress(path.replace('.', '/'), List.copyOf(iteration));
  }
}
