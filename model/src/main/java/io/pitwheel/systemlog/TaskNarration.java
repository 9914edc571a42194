package io.pitwheel.systemlog;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskType;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of one task in lines: each is complete in itself, for whoever greps. */
public final class TaskNarration {
  private final Task task;
  private final ShownValues shown;

  /**
   * @param secrets of the run; those among the task's inputs are added here
   */
  public TaskNarration(Task task, ShownValues secrets) {
    this.task = task;
    this.shown = secrets.withSecretsOf(task.inputs().parameters());
  }

  /**
   * What was resolved, decided and started.
   *
   * @param launched what is started for the first attempt; null when nothing is, or when that is no
   *     longer known
   */
  public List<JsonObject> decision(@Nullable ContainerExecutor launched) {
    var lines = new ArrayList<JsonObject>();
    if (!task.inputs().parameters().isEmpty() || !task.inputs().artifacts().isEmpty()) {
      lines.add(line("inputs resolved", Map.of("inputs", shown.values(task.inputs()))));
    }
    if (!task.decision().isEmpty()) {
      lines.add(line(shown.text(task.decision()), Map.of()));
    }
    lines.add(outcome(launched));
    return lines;
  }

  /** An attempt that has begun, what its pod waited for, and how it ended if it has. */
  public List<JsonObject> attempt(TaskAttempt attempt) {
    var lines = new ArrayList<JsonObject>();
    lines.add(
        line(
            attempt.startedAt(),
            attempt.number(),
            "attempt %d began".formatted(attempt.number()),
            Map.of()));
    attempt.sightings().forEach(sighting -> lines.add(podSeen(attempt.number(), sighting)));
    Instant endedAt = attempt.endedAt();
    if (endedAt != null) {
      lines.add(attemptEnded(attempt, endedAt));
    }
    return lines;
  }

  /** What the cluster says of the pod of an attempt, in its words. */
  public JsonObject podSeen(int attempt, PodSighting sighting) {
    return line(
        sighting.at(),
        attempt,
        shown.text(task.parentId() == null ? sighting.sentenceOfRun() : sighting.sentence()),
        Map.of("said_by", JsonValue.of("cluster")));
  }

  /** How an attempt ended. */
  public JsonObject attemptEnded(TaskAttempt attempt, Instant endedAt) {
    var more = new LinkedHashMap<String, JsonValue>();
    Integer exitCode = attempt.exitCode();
    if (exitCode != null) {
      more.put("exit_code", JsonValue.of(exitCode));
    }
    addFailure(more, attempt.failure());
    String payment = attempt.countsAsRetry() ? "" : ", which no retry policy pays for";
    return line(
        endedAt, attempt.number(), "attempt %d ended%s".formatted(attempt.number(), payment), more);
  }

  /** The end of the task, and what its user should know. */
  public List<JsonObject> end(Instant endedAt) {
    var lines = new ArrayList<JsonObject>();
    for (String warning : task.warnings()) {
      lines.add(line(endedAt, task.attempt(), "warning: " + shown.text(warning), Map.of()));
    }
    var more = new LinkedHashMap<String, JsonValue>();
    addFailure(more, task.failure());
    lines.add(line(endedAt, task.attempt(), "ended " + task.state().name(), more));
    return lines;
  }

  private JsonObject outcome(@Nullable ContainerExecutor launched) {
    return switch (task.state()) {
      case SKIPPED -> line("skipped: " + reason(), Map.of());
      case CACHED -> line("nothing started: the outputs of another task are used", Map.of());
      case FAILED -> {
        var more = new LinkedHashMap<String, JsonValue>();
        addFailure(more, task.failure());
        yield line("nothing started: the task cannot be run", more);
      }
      case SUCCEEDED -> line(task.type().isFolded() ? "nothing inside to do" : "done", Map.of());
      case RUNNING, UNSPECIFIED -> begun(launched);
    };
  }

  private JsonObject begun(@Nullable ContainerExecutor launched) {
    if (task.type() == TaskType.LOOP) {
      return line("iterating over %d items".formatted(task.iterationCount()), Map.of());
    }
    if (task.type().isFolded()) {
      return line("entering the graph", Map.of());
    }
    if (launched == null) {
      return line("started", Map.of());
    }
    var more = new LinkedHashMap<String, JsonValue>();
    more.put("image", JsonValue.of(shown.cut(launched.image())));
    more.put("command", shown.named("", texts(launched.command())));
    more.put("arguments", shown.named("", texts(launched.arguments())));
    // Their values may be secrets whatever their names.
    more.put("environment", texts(List.copyOf(launched.environment().keySet())));
    return line("starting", more);
  }

  private String reason() {
    SkipReason reason = task.skipReason();
    return reason == null ? "no reason known" : reason.name();
  }

  private void addFailure(Map<String, JsonValue> members, @Nullable TaskFailure failure) {
    if (failure != null) {
      members.put("code", JsonValue.of(failure.code().name()));
      members.put("error", JsonValue.of(shown.text(failure.message())));
      members.put("place", JsonValue.of(failure.path()));
    }
  }

  private JsonObject line(String message, Map<String, JsonValue> more) {
    return line(task.createdAt(), task.attempt(), message, more);
  }

  private JsonObject line(Instant at, int attempt, String message, Map<String, JsonValue> more) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("at", JsonValue.of(at.toString()));
    members.put("run_id", JsonValue.of(task.reference().runId()));
    members.put("task_id", JsonValue.of(task.id()));
    members.put("path", JsonValue.of(task.reference().path().slashed()));
    members.put(
        "iteration",
        JsonValue.listOf(
            task.reference().iteration().indices().stream().map(JsonValue::of).toList()));
    members.put("attempt", JsonValue.of(attempt));
    members.put("type", JsonValue.of(task.type().name()));
    members.put("message", JsonValue.of(message));
    members.putAll(more);
    return new JsonObject(members);
  }

  private static JsonValue texts(List<String> texts) {
    return JsonValue.listOf(texts.stream().map(JsonValue::of).toList());
  }
}
