package io.pitwheel.engine.systemlog;

import io.pitwheel.engine.situation.ArtifactLocations;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.systemlog.ShownValues;
import io.pitwheel.systemlog.SystemLog;
import io.pitwheel.systemlog.SystemLogEntry;
import io.pitwheel.systemlog.TaskNarration;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskChange.TaskNoted;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the system log what happens in one run. */
public final class RunNarrator {
  private final SystemLog log;
  private final RunSituation situation;
  private final ShownValues shown;

  public RunNarrator(SystemLog log, RunSituation situation) {
    this.log = log;
    this.situation = situation;
    this.shown = situation.shown();
  }

  /**
   * Tells of the root, unless an earlier server has, and again what an earlier server had no time
   * to write: what was decided stands in the rows.
   *
   * @return what is to be recorded about that
   */
  public List<TaskChange> takeUp(List<Task> rows) {
    var changes = new ArrayList<TaskChange>();
    for (Task row : rows) {
      if (row.systemLogUri().isEmpty() && row.parentId() == null) {
        String location = locationOf(row);
        tell(row, location, () -> narration(row).decision(null));
        changes.add(new TaskNoted(row.id(), location, List.of()));
      } else if (!row.systemLogUri().isEmpty() && !log.isWritten(row.systemLogUri())) {
        tell(row, row.systemLogUri(), () -> narration(row).decision(null));
      }
    }
    return changes;
  }

  /**
   * @param launched what the first attempt runs; null when there is none
   */
  public void decided(Task row, @Nullable ContainerExecutor launched) {
    tell(row, row.systemLogUri(), () -> narration(row).decision(launched));
  }

  /** What the cluster says of the pod of an attempt. */
  public void podSeen(Task row, int attempt, PodSighting sighting) {
    tell(row, "", () -> List.of(narration(row).podSeen(attempt, sighting)));
  }

  public void attemptEnded(Task row, TaskAttempt attempt, Instant at) {
    tell(row, "", () -> List.of(narration(row).attemptEnded(attempt, at)));
  }

  public void graphEnded(Task row) {
    Instant endedAt = row.endedAt();
    tell(row, "", () -> narration(row).end(endedAt == null ? row.createdAt() : endedAt));
  }

  /** Waits for the log; what could not be kept becomes a warning of its task. */
  public List<TaskChange> finish() {
    return log.flush(situation.run().id()).stream()
        .<TaskChange>map(
            trouble -> new TaskNoted(trouble.taskId(), "", List.of(shown.text(trouble.message()))))
        .toList();
  }

  private String locationOf(Task row) {
    return ArtifactLocations.systemLog(
        situation.facts().pipelineRoot(), situation.graph(), row.reference());
  }

  private TaskNarration narration(Task row) {
    return new TaskNarration(row, shown);
  }

  private void tell(Task row, String location, Supplier<List<JsonObject>> lines) {
    log.write(new SystemLogEntry(row.reference().runId(), row.id(), location, lines));
  }
}
