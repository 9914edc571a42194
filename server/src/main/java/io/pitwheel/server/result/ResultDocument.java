package io.pitwheel.server.result;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.Run;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of the result document, word for word as contracts have it: every key always there. */
final class ResultDocument {
  private ResultDocument() {}

  static JsonObject of(Run run, TaskValues outputs, List<ResultRow> rows) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("run_id", JsonValue.of(run.id()));
    members.put("state", JsonValue.of(run.state().name()));
    members.put("outputs", values(outputs));
    members.put("error", error(run.state().isTerminal() ? run.failure() : null));
    members.put("tasks", JsonValue.listOf(rows.stream().map(ResultDocument::row).toList()));
    return new JsonObject(members);
  }

  private static JsonObject row(ResultRow row) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("path", JsonValue.of(row.path().slashed()));
    members.put(
        "iteration",
        JsonValue.listOf(row.iteration().indices().stream().map(JsonValue::of).toList()));
    members.put("state", JsonValue.of(row.state().name()));
    members.put("cached", JsonValue.of(row.state() == TaskState.CACHED));
    members.put("attempt", JsonValue.of(row.attempt()));
    SkipReason reason = row.reason();
    members.put("reason", reason == null ? JsonValue.ofNull() : JsonValue.of(reason.name()));
    members.put("inputs", values(row.inputs()));
    members.put("outputs", values(row.outputs()));
    members.put("error", error(row.failure()));
    return new JsonObject(members);
  }

  private static JsonObject values(TaskValues values) {
    var artifacts = new LinkedHashMap<String, JsonValue>();
    values
        .artifacts()
        .forEach((name, list) ->
            artifacts.put(
                name, JsonValue.listOf(list.stream().map(ResultDocument::artifact).toList())));
    return new JsonObject(
        ordered(
            Map.entry("parameters", new JsonObject(values.parameters())),
            Map.entry("artifacts", new JsonObject(artifacts))));
  }

  private static JsonObject artifact(Artifact artifact) {
    return new JsonObject(
        ordered(
            Map.entry("artifact_id", JsonValue.of(artifact.id())),
            Map.entry("uri", JsonValue.of(artifact.uri())),
            Map.entry("type", JsonValue.of(artifact.schemaTitle())),
            Map.entry("metadata", artifact.metadata())));
  }

  private static JsonValue error(@Nullable TaskFailure failure) {
    if (failure == null) {
      return JsonValue.ofNull();
    }
    return new JsonObject(
        ordered(
            Map.entry("code", JsonValue.of(failure.code().name())),
            Map.entry("message", JsonValue.of(failure.message())),
            Map.entry("path", JsonValue.of(failure.path()))));
  }

  @SafeVarargs
  private static Map<String, JsonValue> ordered(Map.Entry<String, ? extends JsonValue>... entries) {
    var members = new LinkedHashMap<String, JsonValue>();
    for (var entry : entries) {
      members.put(entry.getKey(), entry.getValue());
    }
    return members;
  }
}
