package io.pitwheel.server.comparison;

import io.pitwheel.api.v1.TaskDifference;
import io.pitwheel.api.v1.ValueDifference;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks of a run as its result document tells of them, flat. */
final class TaskRows {
  /** What every new run has anew, and attempts that only say how often a task was tried. */
  private static final List<String> NOT_COMPARED =
      List.of("path", "iteration", "attempt", "cached");

  private final Map<Place, Map<String, JsonValue>> rows = new TreeMap<>();
  private final Map<Place, Double> seconds = new TreeMap<>();

  private record Place(String path, IterationVector iteration) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int compared = path.compareTo(other.path);
      return compared != 0 ? compared : iteration.compareTo(other.iteration);
    }
  }

  TaskRows(JsonObject result, List<Task> tasks) {
    if (result.members().get("tasks") instanceof JsonList list) {
      list.values()
          .forEach(row -> {
            if (row instanceof JsonObject object) {
              var values = new TreeMap<String, JsonValue>();
              flatten("", object, values);
              rows.put(placeOf(object), values);
            }
          });
    }
    tasks.forEach(task -> {
      Instant endedAt = task.endedAt();
      if (endedAt != null && task.attempt() > 0) {
        seconds.put(
            new Place(task.reference().path().slashed(), task.reference().iteration()),
            Duration.between(task.createdAt(), endedAt).toMillis() / 1000.0);
      }
    });
  }

  /** The tasks that differ, in order; their times alone are no difference. */
  List<TaskDifference> differences(TaskRows other) {
    var places = new TreeMap<>(rows);
    places.putAll(other.rows);
    var differences = new ArrayList<TaskDifference>();
    for (Place place : places.keySet()) {
      List<ValueDifference> values =
          Values.differences(
              rows.getOrDefault(place, Map.of()), other.rows.getOrDefault(place, Map.of()));
      if (!values.isEmpty()) {
        var difference =
            TaskDifference.newBuilder()
                .setPath(place.path())
                .addAllIteration(place.iteration().indices())
                .addAllDifferences(values);
        Optional.ofNullable(seconds.get(place)).ifPresent(difference::setFirstSeconds);
        Optional.ofNullable(other.seconds.get(place)).ifPresent(difference::setSecondSeconds);
        differences.add(difference.build());
      }
    }
    return differences;
  }

  private static Place placeOf(JsonObject row) {
    String path = row.members().get("path") instanceof JsonText text ? text.value() : "";
    var indices = new ArrayList<Integer>();
    if (row.members().get("iteration") instanceof JsonList list) {
      list.values()
          .forEach(index -> {
            if (index instanceof JsonNumber number) {
              indices.add((int) number.value());
            }
          });
    }
    return new Place(path, new IterationVector(indices));
  }

  /** The members that a reader compares, under the names that lead to them. */
  private static void flatten(String prefix, JsonObject object, Map<String, JsonValue> values) {
    object
        .members()
        .forEach((name, value) -> {
          if ((prefix.isEmpty() && NOT_COMPARED.contains(name)) || value instanceof JsonNull) {
            return;
          }
          boolean isGroup =
              prefix.isEmpty() || prefix.equals("inputs.") || prefix.equals("outputs.");
          if (value instanceof JsonObject group && isGroup && !name.equals("error")) {
            flatten(prefix + name + ".", group, values);
          } else {
            values.put(prefix + name, comparable(value));
          }
        });
  }

  /** A list of artifacts without their ids. */
  private static JsonValue comparable(JsonValue value) {
    if (!(value instanceof JsonList list)) {
      return value;
    }
    return JsonValue.listOf(list.values().stream().map(TaskRows::withoutId).toList());
  }

  private static JsonValue withoutId(JsonValue element) {
    if (!(element instanceof JsonObject artifact)
        || !artifact.members().containsKey("artifact_id")) {
      return element;
    }
    var members = new LinkedHashMap<>(artifact.members());
    members.remove("artifact_id");
    return new JsonObject(members);
  }
}
