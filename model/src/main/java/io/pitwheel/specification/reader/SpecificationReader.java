package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.PipelineDeploymentConfig;
import io.pitwheel.api.pipelinespec.PipelineSpec;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.message.MessageReader;
import io.pitwheel.specification.reader.message.MessageWriter;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the pipeline document into the tree; what names what is left to the validator. */
final class SpecificationReader {
  private static final String SCHEMA_VERSION = "2.1.0";

  private SpecificationReader() {}

  static PipelineSpecification read(JsonObject document, PlatformDocument platform) {
    // Before the fields: another version has other fields, and its number is the better answer.
    requireSchemaVersion(document);
    var builder = PipelineSpec.newBuilder();
    MessageReader.read(document, builder, DocumentPath.TOP);
    PipelineSpec written = builder.build();
    requireHeader(written);
    return tree(written, MessageWriter.write(written), platform);
  }

  private static PipelineSpecification tree(
      PipelineSpec written, JsonObject document, PlatformDocument platform) {
    PipelineSpec pipeline = RootWrapping.wrapped(written);
    Map<String, ExecutorPlatform<PlacedSource>> platforms = new LinkedHashMap<>();
    pipeline
        .getComponentsMap()
        .forEach((name, component) -> platforms.put(name, platform.of(component)));
    var reader =
        new ComponentReader(new ExecutorReader(deployment(pipeline).getExecutorsMap()), platforms);
    Map<String, Component> components = new LinkedHashMap<>();
    DocumentPath componentsPath = DocumentPath.TOP.field("components");
    pipeline
        .getComponentsMap()
        .forEach((name, component) ->
            components.put(name, reader.read(name, component, componentsPath.field(name))));
    return new PipelineSpecification(
        pipeline.getPipelineInfo().getName(),
        pipeline.getPipelineInfo().getDisplayName(),
        pipeline.getPipelineInfo().getDescription(),
        pipeline.getSdkVersion(),
        pipeline.getDefaultPipelineRoot(),
        reader.readRoot(pipeline.getRoot(), DocumentPath.TOP.field("root")),
        components,
        document,
        platform.document(),
        platform.limits());
  }

  private static PipelineDeploymentConfig deployment(PipelineSpec pipeline) {
    var deployment = PipelineDeploymentConfig.newBuilder();
    MessageReader.read(
        StructValues.fromStruct(pipeline.getDeploymentSpec()),
        deployment,
        DocumentPath.TOP.field("deploymentSpec"));
    return deployment.build();
  }

  private static void requireSchemaVersion(JsonObject document) {
    JsonValue camelCase = document.members().get("schemaVersion");
    JsonValue version = camelCase == null ? document.members().get("schema_version") : camelCase;
    if (!(version instanceof JsonText(String text) && text.equals(SCHEMA_VERSION))) {
      throw Refusal.of(
          DocumentPath.TOP.field("schemaVersion"),
          version == null ? "unset" : version.description(),
          "\"" + SCHEMA_VERSION + "\"");
    }
  }

  private static void requireHeader(PipelineSpec pipeline) {
    NameRules.requirePipelineName(
        pipeline.getPipelineInfo().getName(), DocumentPath.TOP.field("pipelineInfo").field("name"));
    DocumentPath root = DocumentPath.TOP.field("root");
    if (!pipeline.hasRoot()) {
      throw Refusal.of(root, "unset", "a component with a dag");
    }
    if (!pipeline.getRoot().hasDag() && !pipeline.getRoot().hasExecutorLabel()) {
      throw Refusal.of(root, "no implementation", "dag");
    }
  }
}
