package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task whose pods run, one after another. For the thread of its run. */
final class TaskUnderWay {
  private final Task row;
  private final TaskProgress progress;
  private final int earlierAttempts;
  private int attempt;
  private @Nullable LaunchTask launch;
  private @Nullable PodCourse course;

  /**
   * @param row as it was decided or taken up
   * @param earlierAttempts those before this Workflow: a retried run has another
   * @param launch null when it has to be found out again
   */
  TaskUnderWay(Task row, TaskProgress progress, int earlierAttempts, @Nullable LaunchTask launch) {
    this.row = row;
    this.progress = progress;
    this.earlierAttempts = earlierAttempts;
    this.attempt = row.attempt();
    this.launch = launch;
    this.course = launch == null ? null : new PodCourse(List.of());
  }

  Task row() {
    return row;
  }

  TaskProgress progress() {
    return progress;
  }

  /** The attempt that is open, as rows number it. */
  int attempt() {
    return attempt;
  }

  void nextAttempt() {
    attempt++;
    course = new PodCourse(List.of());
  }

  /** The number in rows of a pod of this Workflow. */
  int numberOf(int pod) {
    return earlierAttempts + pod;
  }

  /** What the pod of the open attempt went through; null when that has to be found out again. */
  @Nullable PodCourse course() {
    return course;
  }

  void course(PodCourse found) {
    course = found;
  }

  @Nullable LaunchTask launch() {
    return launch;
  }

  void launch(LaunchTask found) {
    launch = found;
  }
}
