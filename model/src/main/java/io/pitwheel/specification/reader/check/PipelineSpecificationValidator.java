package io.pitwheel.specification.reader.check;

import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that everything a pipeline names is there and that its graphs can be run to their end:
 * components, producers and their outputs, loops over inputs, no cycle, no component inside itself.
 */
public final class PipelineSpecificationValidator {
  private PipelineSpecificationValidator() {}

  /**
   * @return what is legal but probably not meant, one sentence each
   */
  public static List<String> validate(PipelineSpecification specification) {
    var warnings = new ArrayList<String>();
    validate(specification, specification.root(), DocumentPath.TOP.field("root"), warnings);
    DocumentPath components = DocumentPath.TOP.field("components");
    for (Component component : specification.components().values()) {
      DocumentPath path = components.field(component.name());
      switch (component) {
        case DagComponent graph -> validate(specification, graph, path, warnings);
        case ContainerComponent _, ImporterComponent _ -> {}
      }
    }
    ContainmentCheck.check(specification);
    return warnings;
  }

  private static void validate(
      PipelineSpecification specification,
      DagComponent graph,
      DocumentPath path,
      List<String> warnings) {
    ReferenceCheck.check(specification, graph, path, warnings);
    CycleCheck.check(graph, path);
  }
}
