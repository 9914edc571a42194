package io.pitwheel.taskreport;

import io.pitwheel.task.TaskState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods that executed a task elsewhere. They tell its attempts apart: each attempt has a pod of
 * its own, and KFP's launcher adds that to the task before it does anything else.
 *
 * @param ended of attempts that are over
 * @param current of the attempt under way; empty before the first and between two
 */
public record ExecutorPods(List<TaskPod> ended, List<TaskPod> current) {
  /** Which attempt a report is of. */
  public enum Speaker {
    /** The one under way, or the next when none is. */
    CURRENT,
    /** One after the one under way, of whose end nothing was told. */
    NEXT,
    /** One that is over. */
    EARLIER
  }

  public ExecutorPods {
    ended = List.copyOf(ended);
    current = List.copyOf(current);
  }

  /**
   * Those of a task.
   *
   * @param known all pods it has
   * @param ended of attempts that are over
   */
  public static ExecutorPods of(List<TaskPod> known, List<TaskPod> ended) {
    return new ExecutorPods(
        ended, executorsOf(known).stream().filter(pod -> !ended.contains(pod)).toList());
  }

  private static List<TaskPod> executorsOf(@Nullable List<TaskPod> pods) {
    return pods == null
        ? List.of()
        : pods.stream().filter(pod -> pod.kind() == TaskPod.Kind.EXECUTOR).distinct().toList();
  }

  /** Which attempt says it; by one that names no pod that executes, the one under way does. */
  public Speaker speakerOf(TaskReport report) {
    List<TaskPod> told = executorsOf(report.pods());
    if (told.stream().anyMatch(pod -> !ended.contains(pod) && !current.contains(pod))) {
      return current.isEmpty() ? Speaker.CURRENT : Speaker.NEXT;
    }
    boolean isOver = !told.isEmpty() && ended.containsAll(told) && !current.isEmpty();
    boolean isSaidAgain = isBetweenAttempts() && report.state() == TaskState.FAILED;
    return isOver || isSaidAgain ? Speaker.EARLIER : Speaker.CURRENT;
  }

  /** Whether an attempt failed, and nothing was heard of another. */
  public boolean isBetweenAttempts() {
    return !ended.isEmpty() && current.isEmpty();
  }

  /** Whether something executes the task by what is known and told: else its driver speaks. */
  public boolean isExecuting(TaskReport report) {
    return !current.isEmpty() || !executorsOf(report.pods()).isEmpty();
  }

  /** What is over when the attempt under way ends with this report. */
  public List<TaskPod> endedWith(TaskReport report) {
    var all = new LinkedHashSet<>(replaced());
    all.addAll(executorsOf(report.pods()));
    return List.copyOf(all);
  }

  /** What is over when another attempt has taken the place of the one under way. */
  public List<TaskPod> replaced() {
    return Stream.concat(ended.stream(), current.stream()).toList();
  }
}
