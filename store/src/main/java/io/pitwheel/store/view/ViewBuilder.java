package io.pitwheel.store.view;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.store.note.ReportedNotes;
import io.pitwheel.store.session.AttemptColumns;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.SpilledText;
import io.pitwheel.store.task.TaskBuilder;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.taskreport.TaskValue;
import io.pitwheel.taskreport.TaskView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task whose values are still being read, from rows in the order of their places. */
final class ViewBuilder {
  private final TaskBuilder task;
  private final String fingerprint;
  private final ReportedNotes notes;
  private final Map<Slot, TaskValue> values = new LinkedHashMap<>();
  private final Map<Slot, Integer> choices = new LinkedHashMap<>();
  private final List<TaskView.Child> children = new ArrayList<>();
  private final List<TaskAttempt> attempts = new ArrayList<>();

  /** One name on one side, of one iteration. */
  private record Slot(boolean isParameter, int direction, String key, int iteration) {}

  private ViewBuilder(TaskBuilder task, @Nullable String fingerprint, String notes) {
    this.task = task;
    this.fingerprint = fingerprint == null ? "" : fingerprint;
    this.notes = ReportedNotes.read(notes);
  }

  static ViewBuilder read(Row row) throws SQLException {
    return new ViewBuilder(TaskBuilder.read(row), row.textOrNull(), row.text());
  }

  String id() {
    return task.id();
  }

  boolean hasEarlierAttempts() {
    return task.attempt() > 1;
  }

  /** One that began after the task was read is not the task's yet. */
  void attempt(Row row) throws SQLException {
    TaskAttempt attempt = AttemptColumns.read(row);
    if (attempt.number() <= task.attempt()) {
      attempts.add(attempt);
    }
  }

  void child(Row row) throws SQLException {
    children.add(new TaskView.Child(row.text(), row.integer()));
  }

  void parameter(Row row) throws SQLException {
    var slot = new Slot(true, row.integer(), row.text(), row.integer());
    if (!holds(slot, row.integer())) {
      return;
    }
    String type = row.text();
    String producer = row.text();
    values.put(
        slot,
        new TaskValue(
            slot.direction() == ValueColumns.OUT,
            slot.key(),
            iteration(slot),
            type,
            producer,
            SpilledText.read(row.text(), row.flag()),
            List.of()));
  }

  void artifact(Row row) throws SQLException {
    var slot = new Slot(false, row.integer(), row.text(), row.integer());
    if (!holds(slot, row.integer())) {
      return;
    }
    String type = row.text();
    String producer = row.text();
    KeptArtifact kept = kept(row);
    TaskValue before = values.get(slot);
    List<KeptArtifact> artifacts =
        before == null ? new ArrayList<>() : new ArrayList<>(before.artifacts());
    if (kept != null) {
      artifacts.add(kept);
    }
    values.put(
        slot,
        new TaskValue(
            slot.direction() == ValueColumns.OUT,
            slot.key(),
            iteration(slot),
            type,
            producer,
            null,
            artifacts));
  }

  /** Of several choices the lowest holds, whichever came first. */
  private boolean holds(Slot slot, int choice) {
    return choices.computeIfAbsent(slot, _ -> choice) == choice;
  }

  private static @Nullable Integer iteration(Slot slot) {
    return slot.iteration() == ValueColumns.NO_ITERATION ? null : slot.iteration();
  }

  private static @Nullable KeptArtifact kept(Row row) throws SQLException {
    String id = row.textOrNull();
    if (id == null) {
      return null;
    }
    var artifact =
        new Artifact(
            id, row.text(), row.text(), row.text(), row.text(), JsonColumns.object(row.text()));
    return new KeptArtifact(artifact, row.text(), row.text(), row.numberOrNull(), row.instant());
  }

  TaskView build() {
    return new TaskView(
        task.build(),
        fingerprint,
        notes.pods(),
        notes.message(),
        notes.properties(),
        List.copyOf(values.values()),
        children,
        attempts);
  }
}
