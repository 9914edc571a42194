package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.ArtifactTypeSchema;
import io.pitwheel.api.pipelinespec.PipelineDeploymentConfig.ExecutorSpec;
import io.pitwheel.api.pipelinespec.PipelineDeploymentConfig.ImporterSpec;
import io.pitwheel.api.pipelinespec.PipelineDeploymentConfig.PipelineContainerSpec;
import io.pitwheel.api.pipelinespec.ValueOrRuntimeParameter;
import io.pitwheel.failure.NearestNames;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ImporterExecutor;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the executors of {@code deploymentSpec}: how the leaves of the graph are carried out. */
final class ExecutorReader {
  private final Map<String, ExecutorSpec> executors;

  ExecutorReader(Map<String, ExecutorSpec> executors) {
    this.executors = executors;
  }

  /** The component that the executor of this label carries out. */
  Component component(
      String name, ComponentInterface declared, String label, DocumentPath labelPath) {
    ExecutorSpec executor = executors.get(label);
    if (executor == null) {
      throw Refusal.of(
          labelPath,
          "no executor " + label,
          "a key of deploymentSpec.executors: " + NearestNames.of(label, executors.keySet()));
    }
    DocumentPath path = DocumentPath.TOP.field("deploymentSpec").field("executors").field(label);
    return switch (executor.getSpecCase()) {
      case CONTAINER ->
          new ContainerComponent(
              name, declared, label, container(executor.getContainer(), path.field("container")));
      case IMPORTER ->
          new ImporterComponent(
              name, declared, label, importer(executor.getImporter(), path.field("importer")));
      case RESOLVER -> throw unsupported(path.field("resolver"), "a resolver");
      case CUSTOM_JOB -> throw unsupported(path.field("customJob"), "a customJob");
      case SPEC_NOT_SET -> throw unsupported(path, "no kind of executor");
    };
  }

  private static RuntimeException unsupported(DocumentPath path, String found) {
    return Refusal.of(path, found, "a container or an importer");
  }

  private static ContainerExecutor container(PipelineContainerSpec container, DocumentPath path) {
    if (container.hasLifecycle()) {
      throw Refusal.of(path.field("lifecycle"), "a lifecycle", "none; no engine carries it out");
    }
    requireArguments(container.getCommandList(), path.field("command"));
    requireArguments(container.getArgsList(), path.field("args"));
    var environment = new LinkedHashMap<String, String>();
    for (int i = 0; i < container.getEnvCount(); i++) {
      String name = container.getEnv(i).getName();
      requireVariableName(name, path.field("env").index(i).field("name"));
      environment.put(name, container.getEnv(i).getValue());
    }
    return new ContainerExecutor(
        container.getImage(),
        container.getCommandList(),
        container.getArgsList(),
        environment,
        ResourceReader.read(container.getResources(), path.field("resources")));
  }

  // No operating system can be given these.
  private static void requireArguments(List<String> arguments, DocumentPath path) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).indexOf('\0') >= 0) {
        throw Refusal.of(path.index(i), "the character U+0000", "text without it");
      }
    }
  }

  private static void requireVariableName(String name, DocumentPath path) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw Refusal.of(
          path, JsonValue.of(name).description(), "a name of a variable, not empty and without =");
    }
  }

  private static ImporterExecutor importer(ImporterSpec importer, DocumentPath path) {
    ArtifactTypeSchema type = importer.getTypeSchema();
    ValueOrRuntimeParameter uri = importer.getArtifactUri();
    DocumentPath uriPath = path.field("artifactUri");
    String constant =
        switch (uri.getValueCase()) {
          case CONSTANT -> text(uri, uriPath.field("constant"));
          case RUNTIME_PARAMETER -> "";
          case CONSTANT_VALUE ->
              throw Refusal.of(uriPath.field("constantValue"), "a deprecated form", "constant");
          case VALUE_NOT_SET -> throw Refusal.of(uriPath, "no URI", "constant or runtimeParameter");
        };
    return new ImporterExecutor(
        constant,
        uri.getRuntimeParameter(),
        type.getSchemaTitle(),
        type.getSchemaVersion(),
        StructValues.fromStruct(importer.getMetadata()),
        importer.getReimport(),
        importer.getDownloadToWorkspace());
  }

  private static String text(ValueOrRuntimeParameter uri, DocumentPath path) {
    if (uri.getConstant().hasStringValue() && !uri.getConstant().getStringValue().isEmpty()) {
      return uri.getConstant().getStringValue();
    }
    throw Refusal.of(
        path, StructValues.fromMessage(uri.getConstant()).description(), "a URI as a string");
  }
}
