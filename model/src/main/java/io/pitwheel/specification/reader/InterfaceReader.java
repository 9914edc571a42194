package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.ArtifactTypeSchema;
import io.pitwheel.api.pipelinespec.ComponentInputsSpec;
import io.pitwheel.api.pipelinespec.ComponentOutputsSpec;
import io.pitwheel.api.pipelinespec.ComponentSpec;
import io.pitwheel.api.pipelinespec.ParameterType.ParameterTypeEnum;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a component declares to take and to give. */
final class InterfaceReader {
  private InterfaceReader() {}

  static ComponentInterface read(ComponentSpec component, DocumentPath path) {
    ComponentInputsSpec inputs = component.getInputDefinitions();
    ComponentOutputsSpec outputs = component.getOutputDefinitions();
    DocumentPath inputPath = path.field("inputDefinitions");
    DocumentPath outputPath = path.field("outputDefinitions");
    return new ComponentInterface(
        mapped(inputs.getParametersMap(), inputPath.field("parameters"), InterfaceReader::input),
        mapped(inputs.getArtifactsMap(), inputPath.field("artifacts"), InterfaceReader::input),
        mapped(outputs.getParametersMap(), outputPath.field("parameters"), InterfaceReader::output),
        mapped(outputs.getArtifactsMap(), outputPath.field("artifacts"), InterfaceReader::output));
  }

  private interface DeclarationReader<S, D> {
    D read(String name, S specified, DocumentPath path);
  }

  private static <S, D> Map<String, D> mapped(
      Map<String, S> specified, DocumentPath path, DeclarationReader<S, D> reader) {
    var declared = new LinkedHashMap<String, D>();
    specified.forEach((name, specification) -> {
      DocumentPath place = path.field(name);
      NameRules.requireName(name, place);
      declared.put(name, reader.read(name, specification, place));
    });
    return declared;
  }

  private static ParameterDeclaration input(
      String name, ComponentInputsSpec.ParameterSpec parameter, DocumentPath path) {
    return new ParameterDeclaration(
        name,
        type(parameter.getParameterType(), path),
        parameter.hasDefaultValue() ? StructValues.fromMessage(parameter.getDefaultValue()) : null,
        parameter.getIsOptional(),
        parameter.getLiteralsList().stream().map(StructValues::fromMessage).toList(),
        parameter.getDescription());
  }

  private static ParameterDeclaration output(
      String name, ComponentOutputsSpec.ParameterSpec parameter, DocumentPath path) {
    ParameterType type = type(parameter.getParameterType(), path);
    return new ParameterDeclaration(name, type, null, false, List.of(), parameter.getDescription());
  }

  private static ArtifactDeclaration input(
      String name, ComponentInputsSpec.ArtifactSpec artifact, DocumentPath path) {
    ArtifactTypeSchema type = supported(artifact.getArtifactType(), path);
    return new ArtifactDeclaration(
        name,
        type.getSchemaTitle(),
        type.getSchemaVersion(),
        artifact.getIsArtifactList(),
        artifact.getIsOptional(),
        JsonObject.EMPTY,
        artifact.getDescription());
  }

  private static ArtifactDeclaration output(
      String name, ComponentOutputsSpec.ArtifactSpec artifact, DocumentPath path) {
    ArtifactTypeSchema type = supported(artifact.getArtifactType(), path);
    return new ArtifactDeclaration(
        name,
        type.getSchemaTitle(),
        type.getSchemaVersion(),
        artifact.getIsArtifactList(),
        false,
        StructValues.fromStruct(artifact.getMetadata()),
        artifact.getDescription());
  }

  // A deprecated field has to be named to be refused.
  @SuppressWarnings("deprecation")
  private static ArtifactTypeSchema supported(ArtifactTypeSchema type, DocumentPath path) {
    if (type.hasSchemaUri()) {
      throw Refusal.of(
          path.field("artifactType").field("schemaUri"),
          type.getSchemaUri(),
          "schemaTitle; schemaUri belongs to schema versions before 2.1.0");
    }
    return type;
  }

  /** The deprecated field {@code type} is no substitute: schema version 2.1.0 never writes it. */
  private static ParameterType type(ParameterTypeEnum specified, DocumentPath path) {
    return Arrays.stream(ParameterType.values())
        .filter(type -> type.name().equals(specified.name()))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                path.field("parameterType"),
                "unset",
                "one of " + Arrays.toString(ParameterType.values())));
  }
}
