package io.pitwheel.driver.decision;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;

/** Fills the placeholders of image and resources; command and arguments are the launcher's. */
final class ExecutorPlaceholders {
  private final ConstantResolver constants;
  private final String path;

  private ExecutorPlaceholders(ConstantResolver constants, String path) {
    this.constants = constants;
    this.path = path;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT when an image is empty, or a value is neither text
   *     nor number
   */
  static ContainerExecutor fill(ContainerComponent component, ConstantResolver constants) {
    return new ExecutorPlaceholders(
            constants, "deploymentSpec.executors.%s.container".formatted(component.executorLabel()))
        .fill(component.executor());
  }

  private ContainerExecutor fill(ContainerExecutor executor) {
    ContainerResources asked = executor.resources();
    return new ContainerExecutor(
        fillImage(executor.image()),
        executor.command(),
        executor.arguments(),
        executor.environment(),
        new ContainerResources(
            fillText("resources.cpuRequest", asked.cpuRequest()),
            fillText("resources.cpuLimit", asked.cpuLimit()),
            fillText("resources.memoryRequest", asked.memoryRequest()),
            fillText("resources.memoryLimit", asked.memoryLimit()),
            fillText("resources.accelerator.type", asked.acceleratorType()),
            fillText("resources.accelerator.count", asked.acceleratorCount())));
  }

  private String fillImage(String image) {
    String filled = fillText("image", image);
    if (filled.isEmpty() && !image.isEmpty()) {
      throw PipelinesException.invalid(
          path + ".image",
          "filling the image %s: the input has no value (expected: an image)".formatted(image));
    }
    return filled;
  }

  private String fillText(String field, String text) {
    JsonValue filled = constants.resolve(JsonValue.of(text));
    if (filled instanceof JsonText || filled instanceof JsonNumber || filled instanceof JsonNull) {
      return JsonWriter.text(filled);
    }
    throw PipelinesException.invalid(
        path + "." + field,
        "filling %s: the input is %s (expected: a text or a number)"
            .formatted(text, filled.kindWithArticle()));
  }
}
