package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.PvcMount;
import io.pitwheel.api.pipelinespec.TaskInputsSpec.InputParameterSpec;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;

/** Reads values that stand in two fields: the newer one wins over its older twin. */
final class PlatformValueReader {
  private PlatformValueReader() {}

  static PlacedSource value(InputParameterSpec parameter, DocumentPath path) {
    return new PlacedSource(InputReader.source(parameter, path), path.text());
  }

  static PlacedSource constant(JsonValue value, DocumentPath path) {
    return new PlacedSource(new ConstantParameter(value), path.text());
  }

  /**
   * @param parameter the default message when it is not written
   * @param field its name
   */
  static PlacedSource name(
      InputParameterSpec parameter, String field, String older, DocumentPath path) {
    if (!parameter.equals(InputParameterSpec.getDefaultInstance())) {
      return value(parameter, path.field(field));
    }
    if (older.isEmpty()) {
      throw Refusal.of(path, "no name", "the field " + field);
    }
    return constant(JsonValue.of(older), path);
  }

  // The deprecated fields are what older SDKs write.
  @SuppressWarnings("deprecation")
  static PlacedSource claim(PvcMount mount, DocumentPath path) {
    if (mount.hasPvcNameParameter()) {
      return value(mount.getPvcNameParameter(), path.field("pvcNameParameter"));
    }
    ParameterSource source =
        switch (mount.getPvcReferenceCase()) {
          case CONSTANT -> new ConstantParameter(JsonValue.of(mount.getConstant()));
          case COMPONENT_INPUT_PARAMETER -> new ParentParameter(mount.getComponentInputParameter());
          case TASK_OUTPUT_PARAMETER ->
              new TaskOutputParameter(
                  mount.getTaskOutputParameter().getProducerTask(),
                  mount.getTaskOutputParameter().getOutputParameterKey());
          case PVCREFERENCE_NOT_SET ->
              throw Refusal.of(path, "no name", "the field pvcNameParameter");
        };
    return new PlacedSource(source, path.text());
  }
}
