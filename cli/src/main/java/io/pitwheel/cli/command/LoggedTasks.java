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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tasks of a run that have logs, under the addresses that everything else prints. */
final class LoggedTasks {
  private static final String ROOT = "root";
  private static final int MAX_SHOWN = 10;

  private final Map<String, PipelineTask> byId = new HashMap<>();
  private final List<LoggedTask> tasks = new ArrayList<>();

  /** One of them. */
  record LoggedTask(String taskId, TaskAddress address) {}

  private LoggedTasks(List<PipelineTask> all, Predicate<PipelineTask> hasLog) {
    all.forEach(task -> byId.put(task.getTaskId(), task));
    for (PipelineTask task : all) {
      if (hasLog.test(task)) {
        tasks.add(new LoggedTask(task.getTaskId(), addressOf(task)));
      }
    }
  }

  /**
   * Those of the given tasks, which are all of a run, whose command ran: they printed something.
   */
  static LoggedTasks withCommands(List<PipelineTask> all) {
    return new LoggedTasks(all, LoggedTasks::ranCommand);
  }

  /** Each of the given tasks, which are all of a run: the system tells of every one. */
  static LoggedTasks all(List<PipelineTask> all) {
    return new LoggedTasks(all, _ -> true);
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
      return "a run with a task that has a log";
    }
    String first =
        tasks.stream()
            .limit(MAX_SHOWN)
            .map(task -> task.address().label())
            .collect(Collectors.joining(", "));
    int more = tasks.size() - MAX_SHOWN;
    return "one of " + first + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static boolean ranCommand(PipelineTask task) {
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
    String path = dotted.equals(ROOT) ? ROOT : dotted.substring(dotted.indexOf('.') + 1);
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
