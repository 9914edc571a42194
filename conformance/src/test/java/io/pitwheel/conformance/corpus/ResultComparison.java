package io.pitwheel.conformance.corpus;

import static io.pitwheel.conformance.corpus.JsonPath.listAt;
import static io.pitwheel.conformance.corpus.JsonPath.membersAt;
import static io.pitwheel.conformance.corpus.JsonPath.textAt;
import static io.pitwheel.conformance.corpus.JsonPath.valueAt;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares a result document with what is known of the pipeline. */
final class ResultComparison {
  private static final String RECORDED_RUN = "<RUN>/";
  private static final double TOLERANCE = 1e-9;

  private final PipelineGraph graph;
  private final Map<TaskKey, Map<String, JsonValue>> outputs = new HashMap<>();
  private final String state;

  /** Reads what the document says of every task. */
  ResultComparison(PipelineGraph graph, JsonValue result) {
    this.graph = graph;
    this.state = textAt(result, "state");
    for (JsonValue task : listAt(result, "tasks")) {
      JsonValue given = valueAt(task, "outputs").orElse(JsonObject.EMPTY);
      var key = new TaskKey(textAt(task, "path"), listAt(task, "iteration"));
      outputs.put(key, membersAt(given, "parameters"));
    }
  }

  private record TaskKey(String path, List<JsonValue> iteration) {}

  /** What differs, in words; nothing when the result is right. */
  List<String> differencesFrom(Truth truth) {
    if (!state.equals(truth.state())) {
      return List.of("state %s (expected: %s)".formatted(state, truth.state()));
    }
    List<String> differences = new ArrayList<>();
    truth.outputs().stream()
        .filter(expected -> candidates(expected).stream().noneMatch(got -> isEqual(expected, got)))
        .map(expected -> describe(expected, candidates(expected)))
        .forEach(differences::add);
    truth.someOutputs().stream()
        .filter(expected -> everyOutput().stream().noneMatch(got -> same(expected, got)))
        .map(expected ->
            "no task gave %s; given were %s"
                .formatted(
                    JsonWriter.write(expected),
                    everyOutput().stream().map(JsonWriter::write).toList()))
        .forEach(differences::add);
    return differences;
  }

  /** Whether two values are the same to a user: numbers by value, objects in any order. */
  static boolean same(JsonValue one, JsonValue other) {
    if (one instanceof JsonNumber(double left) && other instanceof JsonNumber(double right)) {
      double size = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
      return Math.abs(left - right) <= TOLERANCE * size;
    }
    if (one instanceof JsonList(var left) && other instanceof JsonList(var right)) {
      return left.size() == right.size() && sameInOrder(left, right);
    }
    if (one instanceof JsonObject(var left) && other instanceof JsonObject(var right)) {
      return left.keySet().equals(right.keySet())
          && left.keySet().stream().allMatch(key -> same(valueOf(left, key), valueOf(right, key)));
    }
    return one.equals(other);
  }

  private static boolean sameInOrder(List<JsonValue> left, List<JsonValue> right) {
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static JsonValue valueOf(Map<String, JsonValue> members, String key) {
    return Objects.requireNonNull(members.get(key), key);
  }

  // A place of the run that was recorded: only the file's own name is the same elsewhere.
  private static boolean isEqual(Truth.RecordedOutput expected, JsonValue got) {
    if (expected.value() instanceof JsonText(String place) && place.startsWith(RECORDED_RUN)) {
      return got instanceof JsonText(String path)
          && path.endsWith(place.substring(place.lastIndexOf('/')));
    }
    return same(expected.value(), got);
  }

  // Several tasks may share a component: the recorded value must be that of one of them.
  private List<JsonValue> candidates(Truth.RecordedOutput expected) {
    List<JsonValue> iteration =
        expected.place().iteration().stream().map(index -> JsonValue.of((double) index)).toList();
    return graph.pathsOf(expected.place()).stream()
        .map(path -> outputs.getOrDefault(new TaskKey(path, iteration), Map.of()))
        .filter(given -> given.containsKey(expected.name()))
        .map(given -> valueOf(given, expected.name()))
        .toList();
  }

  private List<JsonValue> everyOutput() {
    return outputs.values().stream().flatMap(given -> given.values().stream()).toList();
  }

  private static String describe(Truth.RecordedOutput expected, List<JsonValue> given) {
    return "%s of %s %s is %s (expected: %s)"
        .formatted(
            expected.name(),
            expected.place().component(),
            expected.place().iteration(),
            given.stream().map(JsonWriter::write).toList(),
            JsonWriter.write(expected.value()));
  }
}
