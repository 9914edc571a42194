package io.pitwheel.driver.platform;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Optional;

/** Tasks whose image stands for an operation on a volume: nothing runs in it. */
final class ClaimOperations {
  private static final String NAME = "pvc_name";
  private static final String SUFFIX = "pvc_name_suffix";
  private static final String SIZE = "size";

  private ClaimOperations() {}

  /**
   * A claim without a name is named after the task's id, so that deciding again names the same.
   *
   * @throws PipelinesException INVALID_ARGUMENT when an input is missing, or both of those for the
   *     name are there
   */
  static Optional<ClaimOperation> find(
      DrivingContext context, ContainerComponent component, TaskValues inputs) {
    var reading = new Reading(context.node().path().documentPath(), inputs);
    return switch (component.executor().image()) {
      case ClaimOperation.CREATING_IMAGE -> Optional.of(create(reading, context.taskId()));
      case ClaimOperation.DELETING_IMAGE -> Optional.of(new DeleteClaim(reading.required(NAME)));
      default -> Optional.empty();
    };
  }

  private static CreateClaim create(Reading reading, String taskId) {
    String name = reading.optional(NAME);
    String suffix = reading.optional(SUFFIX);
    if (!name.isEmpty() && !suffix.isEmpty()) {
      throw reading.refused(SUFFIX, "\"%s\" beside %s \"%s\"".formatted(suffix, NAME, name), "one");
    }
    return new CreateClaim(name.isEmpty() ? taskId + suffix : name, reading.required(SIZE));
  }

  private record Reading(String path, TaskValues inputs) {
    String required(String name) {
      String text = optional(name);
      if (text.isEmpty()) {
        throw refused(name, "not given", "a text");
      }
      return text;
    }

    String optional(String name) {
      JsonValue value = inputs.parameters().get(name);
      if (value == null) {
        return "";
      }
      if (value instanceof JsonText(String text)) {
        return text;
      }
      throw refused(name, value.description(), "a text");
    }

    PipelinesException refused(String name, String found, String expected) {
      return PipelinesException.invalid(
          path + ".inputs.parameters." + name,
          "reading the input %s of an operation on a volume: %s (expected: %s)"
              .formatted(name, found, expected));
    }
  }
}
