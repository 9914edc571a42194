package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.TaskInputsSpec;
import io.pitwheel.api.pipelinespec.TaskInputsSpec.InputArtifactSpec;
import io.pitwheel.api.pipelinespec.TaskInputsSpec.InputParameterSpec;
import io.pitwheel.api.pipelinespec.ValueOrRuntimeParameter;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.ArtifactSource.TaskOutputArtifact;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskFinalStatusParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads where the inputs of a task come from. */
final class InputReader {
  private InputReader() {}

  static Map<String, ParameterInput> parameters(TaskInputsSpec inputs, DocumentPath path) {
    var parameters = new LinkedHashMap<String, ParameterInput>();
    inputs
        .getParametersMap()
        .forEach((name, input) -> {
          DocumentPath place = path.field("parameters").field(name);
          NameRules.requireName(name, place);
          parameters.put(
              name,
              new ParameterInput(source(input, place), input.getParameterExpressionSelector()));
        });
    return parameters;
  }

  static Map<String, ArtifactSource> artifacts(TaskInputsSpec inputs, DocumentPath path) {
    var artifacts = new LinkedHashMap<String, ArtifactSource>();
    inputs
        .getArtifactsMap()
        .forEach((name, input) -> {
          DocumentPath place = path.field("artifacts").field(name);
          NameRules.requireName(name, place);
          artifacts.put(name, source(input, place));
        });
    return artifacts;
  }

  static ParameterSource source(InputParameterSpec input, DocumentPath path) {
    return switch (input.getKindCase()) {
      case COMPONENT_INPUT_PARAMETER -> new ParentParameter(input.getComponentInputParameter());
      case TASK_OUTPUT_PARAMETER ->
          new TaskOutputParameter(
              input.getTaskOutputParameter().getProducerTask(),
              input.getTaskOutputParameter().getOutputParameterKey());
      case TASK_FINAL_STATUS ->
          new TaskFinalStatusParameter(input.getTaskFinalStatus().getProducerTask());
      case RUNTIME_VALUE -> constant(input.getRuntimeValue(), path.field("runtimeValue"));
      case KIND_NOT_SET ->
          throw Refusal.of(
              path,
              "no source",
              "one of componentInputParameter, runtimeValue, taskFinalStatus, taskOutputParameter");
    };
  }

  private static ParameterSource constant(ValueOrRuntimeParameter value, DocumentPath path) {
    return switch (value.getValueCase()) {
      case CONSTANT -> new ConstantParameter(StructValues.fromMessage(value.getConstant()));
      case CONSTANT_VALUE ->
          throw Refusal.of(path.field("constantValue"), "a deprecated form", "constant");
      case RUNTIME_PARAMETER ->
          throw Refusal.of(
              path.field("runtimeParameter"), "a deprecated form", "componentInputParameter");
      case VALUE_NOT_SET -> throw Refusal.of(path, "no value", "constant");
    };
  }

  private static ArtifactSource source(InputArtifactSpec input, DocumentPath path) {
    return switch (input.getKindCase()) {
      case COMPONENT_INPUT_ARTIFACT -> new ParentArtifact(input.getComponentInputArtifact());
      case TASK_OUTPUT_ARTIFACT ->
          new TaskOutputArtifact(
              input.getTaskOutputArtifact().getProducerTask(),
              input.getTaskOutputArtifact().getOutputArtifactKey());
      case KIND_NOT_SET ->
          throw Refusal.of(path, "no source", "one of componentInputArtifact, taskOutputArtifact");
    };
  }
}
