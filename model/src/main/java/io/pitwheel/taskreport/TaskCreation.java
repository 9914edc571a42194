package io.pitwheel.taskreport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that begins, or has ended with its beginning.
 *
 * @param taskId the id it is to have; empty for a fresh one
 * @param index its number in the graph
 * @param parentId null for the root, and where the graph around it is in no loop
 * @param iterationIndex of the loop right around it, as told; null for none
 * @param createdAt null for now
 */
public record TaskCreation(
    String taskId,
    int index,
    @Nullable String parentId,
    @Nullable Integer iterationIndex,
    @Nullable Instant createdAt,
    TaskReport report) {
  /** The same with another report. */
  public TaskCreation withReport(TaskReport other) {
    return new TaskCreation(taskId, index, parentId, iterationIndex, createdAt, other);
  }

  /** When it began. */
  public Instant beginning() {
    Instant told = createdAt;
    return told == null ? report.at() : told;
  }
}
