package io.pitwheel.conformance.corpus;

import static io.pitwheel.conformance.corpus.JsonPath.membersAt;
import static io.pitwheel.conformance.corpus.JsonPath.textAt;
import static io.pitwheel.conformance.corpus.JsonPath.valueAt;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a pipeline is known to give.
 *
 * @param state of the run
 * @param arguments to start it with
 * @param outputs what single tasks are known to give; none where only the state is known
 * @param someOutputs values that some task must give, worked out by hand
 */
record Truth(
    String state,
    Map<String, JsonValue> arguments,
    List<RecordedOutput> outputs,
    List<JsonValue> someOutputs) {
  private static final Set<String> REMARKS = Set.of("run state", "why", "strict alternative");

  Truth {
    someOutputs = List.copyOf(someOutputs);
    outputs = List.copyOf(outputs);
  }

  /** The same with files of a folder where an argument is only known to be a path. */
  Truth withFiles(Path scratch) {
    var named = new TreeMap<>(arguments);
    named.replaceAll((name, value) ->
        value.equals(JsonValue.of("<path>"))
            ? JsonValue.of(scratch.resolve(UUID.randomUUID().toString()).toString())
            : value);
    return new Truth(state, named, outputs, someOutputs);
  }

  /** One parameter that one recorded task gave. */
  record RecordedOutput(TaskPlace place, String name, JsonValue value) {}

  /** Reads the record of every pipeline whose outcome is known, by path. */
  static Map<String, Truth> read(String document) {
    Map<String, Truth> truths = new TreeMap<>();
    membersAt(JsonReader.read(document), "pipelines")
        .forEach((path, entry) -> truths.put(path, of(entry)));
    return truths;
  }

  private static Truth of(JsonValue entry) {
    JsonValue record =
        valueAt(entry, "normalized")
            .filter(JsonObject.class::isInstance)
            .or(() -> valueAt(entry, "kfp_local"))
            .orElse(JsonObject.EMPTY);
    JsonValue byHand = valueAt(entry, "hand_expected").orElse(JsonObject.EMPTY);
    Map<String, JsonValue> arguments = membersAt(record, "arguments");
    boolean isOnlyStateKnown =
        byHand instanceof JsonObject object && !object.members().isEmpty()
            || isTrue(entry, "nondeterministic");
    return new Truth(
        stateOf(entry, byHand),
        arguments.isEmpty() ? membersAt(entry, "arguments") : arguments,
        isOnlyStateKnown ? List.of() : outputsOf(record),
        someOutputsOf(byHand));
  }

  // What is valid succeeds, unless it is made to fail; a runner that could not says nothing.
  private static String stateOf(JsonValue entry, JsonValue byHand) {
    String stated = textAt(byHand, "run state");
    if (!stated.isEmpty()) {
      return stated;
    }
    return textAt(entry, "class").startsWith("fails by design") ? "FAILED" : "SUCCEEDED";
  }

  private static List<JsonValue> someOutputsOf(JsonValue byHand) {
    if (!(byHand instanceof JsonObject(var members))) {
      return List.of();
    }
    List<JsonValue> outputs = new ArrayList<>();
    members.forEach((key, value) -> {
      if (key.startsWith("echo values") && value instanceof JsonList(var several)) {
        outputs.addAll(several);
      } else if (!REMARKS.contains(key) && isLiteral(value)) {
        outputs.add(value);
      }
    });
    return outputs;
  }

  // A text such as "<run id>" stands for what differs from run to run.
  private static boolean isLiteral(JsonValue value) {
    return !(value instanceof JsonText text && text.value().matches(".*<(run id|task key).*"))
        && !(value instanceof JsonObject);
  }

  private static boolean isTrue(JsonValue parent, String key) {
    return valueAt(parent, key).equals(Optional.of(new JsonBoolean(true)));
  }

  private static List<RecordedOutput> outputsOf(JsonValue record) {
    List<RecordedOutput> outputs = new ArrayList<>();
    membersAt(record, "task_dirs")
        .forEach((folder, task) -> {
          JsonValue output = valueAt(task, "executor_output").orElse(JsonObject.EMPTY);
          membersAt(output, "parameterValues")
              .forEach((name, value) ->
                  outputs.add(new RecordedOutput(TaskPlace.of(folder), name, value)));
        });
    return outputs;
  }
}
