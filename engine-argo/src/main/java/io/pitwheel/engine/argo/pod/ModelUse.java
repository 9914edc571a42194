package io.pitwheel.engine.argo.pod;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.ImporterExecutor;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;

/**
 * Which tasks of a pipeline may be given models in images: those with an input of that type, when
 * an importer, or who starts the run, may name an image. What it is, only the run says.
 *
 * @param isNamed whether anybody may name one
 */
public record ModelUse(boolean isNamed) {
  private static final String PLACEHOLDER = "{{$";

  /** That of a pipeline. */
  public static ModelUse of(TaskGraph graph) {
    return new ModelUse(
        hasModel(graph.root().component())
            || graph.nodes().stream().map(TaskNode::component).anyMatch(ModelUse::mayName));
  }

  /** Whether a task that runs this may get one. */
  public boolean isPossibleIn(ContainerComponent component) {
    return isNamed && hasModel(component);
  }

  private static boolean hasModel(Component component) {
    return component.declared().inputArtifacts().values().stream()
        .anyMatch(input -> input.schemaTitle().equals(ModelImage.SCHEMA_TITLE));
  }

  private static boolean mayName(Component component) {
    return component instanceof ImporterComponent importer && mayName(importer.executor());
  }

  private static boolean mayName(ImporterExecutor importer) {
    return !importer.uriParameter().isEmpty()
        || ModelImage.isNamedBy(importer.constantUri())
        || importer.constantUri().startsWith(PLACEHOLDER);
  }
}
