package io.pitwheel.store.task;

import io.pitwheel.event.RunEvent;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what happened to tasks into the ledger. */
final class TaskEvents {
  private final RunLedger ledger;

  TaskEvents(RunLedger ledger) {
    this.ledger = ledger;
  }

  /** A task is in the state its row has now. */
  void entered(TrackedTask task, Instant at) {
    SkipReason reason = task.skipReason;
    TaskFailure failure = task.failure;
    var details = details(task, task.state, task.attempt);
    if (reason != null) {
      details.put("reason", JsonValue.of(reason.name()));
    }
    if (task.state == TaskState.FAILED && failure != null) {
      details.put("reason", JsonValue.of(failure.code().name()));
      details.put("message", JsonValue.of(failure.message()));
    }
    append(at, RunEvent.TASK_STATE, task, details);
  }

  /** An attempt is over and the task is not. */
  void attemptEnded(TrackedTask task, int attempt, TaskFailure failure, Instant at) {
    var details = details(task, task.state, attempt);
    details.put("reason", JsonValue.of(failure.code().name()));
    details.put("message", JsonValue.of(failure.message()));
    append(at, RunEvent.TASK_ATTEMPT, task, details);
  }

  /** The cluster said something of the pod of the attempt under way. */
  void podSeen(TrackedTask task, PodSighting sighting) {
    var details = details(task, task.state, task.attempt);
    details.put("message", JsonValue.of(sentence(task, sighting)));
    append(sighting.at(), RunEvent.TASK_POD, task, details);
  }

  /** Of the root, it is of the run as a whole. */
  static String sentence(TrackedTask task, PodSighting sighting) {
    return task.identity.parentId() == null ? sighting.sentenceOfRun() : sighting.sentence();
  }

  /** Something contradicts what the row says. */
  void cameLate(TrackedTask task, Contradiction contradiction, Instant at) {
    var details = details(task, contradiction.asked(), contradiction.attempt());
    details.put("message", JsonValue.of(contradiction.message()));
    append(at, RunEvent.LATE_WRITE, task, details);
  }

  /** What a late write wanted, and why it cannot have it. */
  record Contradiction(TaskState asked, int attempt, String message) {}

  private static Map<String, JsonValue> details(TrackedTask task, TaskState state, int attempt) {
    var details = new LinkedHashMap<String, JsonValue>();
    details.put("task_id", JsonValue.of(task.identity.id()));
    details.put("path", JsonValue.of(task.identity.path().slashed()));
    details.put(
        "iteration",
        JsonValue.listOf(task.identity.iteration().indices().stream().map(JsonValue::of).toList()));
    details.put("state", JsonValue.of(state.name()));
    details.put("attempt", JsonValue.of(attempt));
    details.put("type", JsonValue.of(task.identity.type().name()));
    return details;
  }

  private void append(Instant at, String kind, TrackedTask task, Map<String, JsonValue> details) {
    ledger.append(at, kind, task.identity.id(), new JsonObject(details));
  }
}
