package io.pitwheel.driver.decision;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ModelImage;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.inputs.InputResolution;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.ImporterExecutor;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashMap;

/**
 * Decides importers. The URI may be any value of the task's inputs, also another task's output,
 * which KFP cannot; placeholders in the metadata are filled, which KFP leaves as they are.
 */
final class ArtifactImport {
  private final DrivingContext context;
  private final ImporterComponent component;
  private final InputResolution resolution;

  private ArtifactImport(
      DrivingContext context, ImporterComponent component, InputResolution resolution) {
    this.context = context;
    this.component = component;
    this.resolution = resolution;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for a URI that is empty, more than a line or no
   *     text, for more or fewer than one output, and for a workspace where none can be used
   */
  static ImportArtifact decide(
      DrivingContext context, ImporterComponent component, InputResolution resolution) {
    return new ArtifactImport(context, component, resolution).decide();
  }

  private ImportArtifact decide() {
    ImporterExecutor importer = component.executor();
    ArtifactDeclaration output = onlyOutput();
    String uri = uri(importer);
    if (importer.downloadToWorkspace()) {
      requireWorkspace(uri);
    }
    var artifact =
        new Artifact(
            "",
            lastSegment(uri),
            uri,
            importer.schemaTitle().isEmpty() ? output.schemaTitle() : importer.schemaTitle(),
            importer.schemaTitle().isEmpty() ? output.schemaVersion() : importer.schemaVersion(),
            metadata(importer));
    return new ImportArtifact(
        resolution.resolved(),
        output.name(),
        artifact,
        !importer.reimport(),
        importer.downloadToWorkspace());
  }

  private ArtifactDeclaration onlyOutput() {
    Collection<ArtifactDeclaration> outputs = component.declared().outputArtifacts().values();
    if (outputs.size() != 1) {
      throw PipelinesException.invalid(
          "components.%s.outputDefinitions.artifacts".formatted(component.name()),
          "importing an artifact as one of %s (expected: exactly one declared output artifact)"
              .formatted(component.declared().outputArtifacts().keySet()));
    }
    return outputs.iterator().next();
  }

  private String uri(ImporterExecutor importer) {
    TaskValues inputs = resolution.resolved();
    boolean isConstant = importer.uriParameter().isEmpty();
    JsonValue value =
        isConstant
            ? resolution.constants().resolve(JsonValue.of(importer.constantUri()))
            : inputs.parameters().getOrDefault(importer.uriParameter(), JsonValue.ofNull());
    if (value instanceof JsonText(String uri)
        && !uri.isBlank()
        && uri.chars().noneMatch(Character::isISOControl)) {
      return uri;
    }
    throw PipelinesException.invalid(
        executorPath() + ".artifactUri",
        "importing an artifact by the URI %s of %s (expected: one line of text that is not empty)"
            .formatted(
                JsonWriter.write(value),
                isConstant ? "the importer" : "the input " + importer.uriParameter()));
  }

  private void requireWorkspace(String uri) {
    if (ModelImage.isNamedBy(uri)) {
      throw PipelinesException.invalid(
          executorPath() + ".downloadToWorkspace",
          "copying %s to the workspace: an image is not copied (expected: another kind of URI, or downloadToWorkspace: false)"
              .formatted(uri));
    }
    if (!context.run().hasWorkspace()) {
      throw PipelinesException.invalid(
          executorPath() + ".downloadToWorkspace",
          "copying %s to the workspace: the pipeline has none (expected: pipelineConfig.workspace in its platform document)"
              .formatted(uri));
    }
  }

  private JsonObject metadata(ImporterExecutor importer) {
    JsonValue resolved = resolution.constants().resolve(importer.metadata());
    var members = new LinkedHashMap<>(((JsonObject) resolved).members());
    if (importer.downloadToWorkspace()) {
      members.put(Artifact.IN_WORKSPACE, JsonValue.of(true));
    }
    return new JsonObject(members);
  }

  private String executorPath() {
    return "deploymentSpec.executors.%s.importer".formatted(component.executorLabel());
  }

  /** The last part of the path that is not empty; the whole URI when it has no path. */
  private static String lastSegment(String uri) {
    String path = uri.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? uri : last;
  }
}
