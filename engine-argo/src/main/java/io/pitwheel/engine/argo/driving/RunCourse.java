package io.pitwheel.engine.argo.driving;

import io.pitwheel.engine.bookkeeping.RunBook;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.util.List;

/** What a run as a whole waits for, kept as words of its root. For the thread of the run. */
final class RunCourse {
  private final PodCourse course = new PodCourse(List.of());
  private final RunBook book;
  private final List<Task> rows;

  /**
   * @param rows of the run when it was taken up
   */
  RunCourse(RunBook book, List<Task> rows) {
    this.book = book;
    this.rows = rows;
  }

  /** Keeps what is news. */
  void see(PodSighting sighting) {
    if (course.isNews(sighting)) {
      rows.stream()
          .filter(row -> row.reference().path().isRoot() && row.state() == TaskState.RUNNING)
          .forEach(root -> book.podSeen(root, root.attempt(), course.sightings()));
    }
  }
}
