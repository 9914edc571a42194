package io.pitwheel.conformance.corpus;

import io.pitwheel.conformance.corpus.Truth.RecordedOutput;
import io.pitwheel.value.JsonValue;
import java.util.Map;

/**
 * Where the recorded outputs hold a defect of the runner that recorded them. Each line says what
 * was recorded and what the pipeline means; lines leave when the record is mended, and none is
 * added without the reason.
 */
final class RecordCorrections {
  private static final Map<String, Map<String, String>> RIGHT_BY_RECORDED =
      Map.of(
          // The recording runner overwrites what a sibling gave to a loop with the loop's item.
          "valid/pipeline_with_parallelfor_pipeline_param.yaml",
          Map.of(
              "a: a", "dynamic-prefix: a",
              "b: b", "dynamic-prefix: b",
              "c: c", "dynamic-prefix: c"),
          // The recording runner knows no settings of a platform, which this component asks for.
          "task-config.yaml",
          Map.of("None", "[{'name': 'A', 'value': 'b'}]"),
          // Keys of objects have no order in the specification; the record has them as they fell.
          "nested-struct-placeholders.yaml",
          Map.of(
              "({'c': {'d': 1.5, 'e': True}, 'b': ['q', '1'], 'a': 'x'}, ['x', 'q', 3])",
              "({'a': 'x', 'b': ['q', '1'], 'c': {'d': 1.5, 'e': True}}, ['x', 'q', 3])"));

  private RecordCorrections() {}

  static Truth apply(String path, Truth truth) {
    Map<String, String> corrections = RIGHT_BY_RECORDED.getOrDefault(path, Map.of());
    return new Truth(
        truth.state(),
        truth.arguments(),
        truth.outputs().stream().map(output -> correct(output, corrections)).toList(),
        truth.someOutputs());
  }

  private static RecordedOutput correct(RecordedOutput output, Map<String, String> corrections) {
    return output.value() instanceof JsonValue.JsonText(String text)
            && corrections.containsKey(text)
        ? new RecordedOutput(
            output.place(), output.name(), JsonValue.of(corrections.getOrDefault(text, text)))
        : output;
  }
}
