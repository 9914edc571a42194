package io.pitwheel.store.note;

import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.taskreport.ExecutorPods;
import io.pitwheel.taskreport.TaskPod;
import io.pitwheel.taskreport.TaskReport;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said of a task beside state and values, as one column.
 *
 * @param message empty for none
 * @param ended pods that executed attempts which are over
 */
public record ReportedNotes(
    List<TaskPod> pods, String message, JsonObject properties, List<TaskPod> ended) {
  /** The column of a task of which nothing was said. */
  public static final String NOTHING = "{}";

  private static final String PODS = "pods";
  private static final String MESSAGE = "message";
  private static final String PROPERTIES = "properties";
  private static final String ENDED = "ended";

  /** What a column holds. */
  public static ReportedNotes read(String column) {
    Map<String, JsonValue> members = JsonColumns.object(column).members();
    return new ReportedNotes(
        pods(members, PODS),
        members.get(MESSAGE) instanceof JsonText(String message) ? message : "",
        members.get(PROPERTIES) instanceof JsonObject properties ? properties : JsonObject.EMPTY,
        pods(members, ENDED));
  }

  private static List<TaskPod> pods(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonList(var rows)
        ? rows.stream().map(row -> pod(((JsonObject) row).members())).toList()
        : List.of();
  }

  /** The pods that executed the task. */
  public ExecutorPods executors() {
    return ExecutorPods.of(pods, ended);
  }

  /** The column of a task of which nothing but these words are known; empty for none. */
  public static String ofMessage(String message) {
    return message.isEmpty()
        ? NOTHING
        : JsonWriter.write(new JsonObject(Map.of(MESSAGE, JsonValue.of(message))));
  }

  /** The column of a fresh row. */
  public static String of(TaskReport report) {
    return merged(NOTHING, report);
  }

  /** A column with what a report adds or replaces. */
  public static String merged(String column, TaskReport report) {
    var members = new LinkedHashMap<>(JsonColumns.object(column).members());
    List<TaskPod> pods = report.pods();
    if (pods != null) {
      members.put(PODS, write(pods));
    }
    String message = report.message();
    if (message != null) {
      members.put(MESSAGE, JsonValue.of(message));
    }
    JsonObject properties = report.properties();
    if (properties != null) {
      members.put(PROPERTIES, properties);
    }
    return JsonWriter.write(new JsonObject(members));
  }

  /** A column after the end of an attempt, whose message is kept with the attempt. */
  public static String withEnded(String column, List<TaskPod> ended) {
    var members = new LinkedHashMap<>(JsonColumns.object(column).members());
    members.remove(MESSAGE);
    members.put(ENDED, write(ended));
    return JsonWriter.write(new JsonObject(members));
  }

  private static JsonValue write(List<TaskPod> pods) {
    return JsonValue.listOf(pods.stream().map(ReportedNotes::write).toList());
  }

  private static JsonValue write(TaskPod pod) {
    return new JsonObject(
        Map.of(
            "name", JsonValue.of(pod.name()),
            "uid", JsonValue.of(pod.uid()),
            "kind", JsonValue.of(pod.kind().name())));
  }

  private static TaskPod pod(Map<String, JsonValue> members) {
    return new TaskPod(
        text(members, "name"), text(members, "uid"), TaskPod.Kind.valueOf(text(members, "kind")));
  }

  private static String text(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonText(String text) ? text : "";
  }
}
