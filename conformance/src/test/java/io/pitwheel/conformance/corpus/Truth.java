package io.pitwheel.conformance.corpus;

import static io.pitwheel.conformance.corpus.JsonPath.membersAt;
import static io.pitwheel.conformance.corpus.JsonPath.textAt;
import static io.pitwheel.conformance.corpus.JsonPath.valueAt;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pipeline is known to give.
 *
 * @param state of the run
 * @param arguments to start it with
 * @param outputs what single tasks are known to give; none where only the state is known
 * @param someOutput a value that some task must give as {@code Output}, worked out by hand
 */
record Truth(
    String state,
    Map<String, JsonValue> arguments,
    List<RecordedOutput> outputs,
    Optional<JsonValue> someOutput) {
  Truth {
    outputs = List.copyOf(outputs);
  }

  /** One parameter that one recorded task gave. */
  record RecordedOutput(TaskPlace place, String name, JsonValue value) {}

  /** Reads the record of every pipeline whose outcome is known, by path. */
  static Map<String, Truth> read(String document) {
    Map<String, Truth> truths = new TreeMap<>();
    membersAt(JsonReader.read(document), "pipelines")
        .forEach((path, entry) -> of(entry).ifPresent(truth -> truths.put(path, truth)));
    return truths;
  }

  private static Optional<Truth> of(JsonValue entry) {
    JsonValue record =
        valueAt(entry, "normalized")
            .filter(JsonObject.class::isInstance)
            .or(() -> valueAt(entry, "kfp_local"))
            .orElse(JsonObject.EMPTY);
    JsonValue byHand = valueAt(entry, "hand_expected").orElse(JsonObject.EMPTY);
    Optional<JsonValue> someOutput = valueAt(byHand, "Output").filter(Truth::isLiteral);
    String state = stateOf(entry, record, byHand, someOutput.isPresent());
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Map<String, JsonValue> arguments = membersAt(record, "arguments");
    boolean isOnlyStateKnown =
        byHand instanceof JsonObject object && !object.members().isEmpty()
            || isTrue(entry, "nondeterministic");
    return Optional.of(
        new Truth(
            state,
            arguments.isEmpty() ? membersAt(entry, "arguments") : arguments,
            isOnlyStateKnown ? List.of() : outputsOf(record),
            someOutput));
  }

  private static String stateOf(
      JsonValue entry, JsonValue record, JsonValue byHand, boolean hasOutput) {
    String stated = textAt(byHand, "run state");
    if (!stated.isEmpty()) {
      return stated;
    }
    if (textAt(entry, "class").startsWith("fails by design")) {
      return "FAILED";
    }
    return hasOutput || textAt(record, "status").equals("succeeded") ? "SUCCEEDED" : "";
  }

  // A text such as "<run id>" stands for what differs from run to run.
  private static boolean isLiteral(JsonValue value) {
    return !(value instanceof JsonText text && text.value().contains("<"))
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
