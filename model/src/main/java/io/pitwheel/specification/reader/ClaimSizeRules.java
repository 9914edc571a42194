package io.pitwheel.specification.reader;

import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.value.JsonValue.JsonText;

/** Sizes that tasks ask for which make a volume, as far as the pipeline itself says them. */
final class ClaimSizeRules {
  private static final String SIZE = "size";

  private ClaimSizeRules() {}

  /**
   * Refuses a constant size that is no quantity.
   *
   * @param specification whose tasks name components that are there
   */
  static void require(PipelineSpecification specification) {
    requireInside(specification, specification.root(), DocumentPath.TOP.field("root"));
    DocumentPath components = DocumentPath.TOP.field("components");
    for (Component component : specification.components().values()) {
      if (component instanceof DagComponent graph) {
        requireInside(specification, graph, components.field(graph.name()));
      }
    }
  }

  private static void requireInside(
      PipelineSpecification specification, DagComponent graph, DocumentPath path) {
    for (TaskSpecification task : graph.tasks().values()) {
      ParameterInput size = task.parameters().get(SIZE);
      if (size != null
          && size.source() instanceof ConstantParameter(JsonText(String text))
          && specification.componentOf(task) instanceof ContainerComponent component
          && component.executor().image().equals(ClaimOperation.CREATING_IMAGE)) {
        DocumentPath inputs = path.field("dag").field("tasks").field(task.key()).field("inputs");
        var _ =
            QuantityRules.require(
                text,
                inputs.field("parameters").field(SIZE).field("runtimeValue").field("constant"));
      }
    }
  }
}
