package io.pitwheel.server.logs;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the system knows of a task, as lines for people: decision, attempts, warnings, end. */
final class SystemLog {
  private SystemLog() {}

  static String text(Task task, List<TaskAttempt> attempts) {
    var lines = new StringBuilder();
    append(lines, task.createdAt(), "decided: " + decision(task));
    for (TaskAttempt attempt : attempts) {
      append(lines, attempt.startedAt(), "attempt %d began".formatted(attempt.number()));
      if (attempt.endedAt() != null) {
        append(lines, attempt.endedAt(), end(attempt));
      }
    }
    for (String warning : task.warnings()) {
      append(lines, task.createdAt(), "warning: " + warning);
    }
    if (task.state().isTerminal()) {
      append(lines, task.endedAt(), task.state().name() + because(task.failure()));
    }
    return lines.toString();
  }

  private static String decision(Task task) {
    return task.decision().isEmpty() ? "nothing was to decide" : task.decision();
  }

  private static String end(TaskAttempt attempt) {
    Integer exitCode = attempt.exitCode();
    return "attempt %d ended%s%s%s"
        .formatted(
            attempt.number(),
            exitCode == null ? "" : ", exit code " + exitCode,
            because(attempt.failure()),
            attempt.countsAsRetry() ? "" : " (does not count against the retries)");
  }

  private static String because(@Nullable TaskFailure failure) {
    return failure == null ? "" : ": " + failure.code().name() + ": " + failure.message();
  }

  private static void append(StringBuilder lines, @Nullable Instant at, String what) {
    lines.append(at == null ? "" : at + " ").append(what).append('\n');
  }
}
