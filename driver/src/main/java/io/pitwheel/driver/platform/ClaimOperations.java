package io.pitwheel.driver.platform;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tasks whose image stands for an operation on a volume: nothing runs in it. */
final class ClaimOperations {
  private static final String NAME = "pvc_name";
  private static final String SUFFIX = "pvc_name_suffix";
  private static final String SIZE = "size";
  private static final String STORAGE_CLASS = "storage_class_name";

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
    return new CreateClaim(
        name.isEmpty() ? taskId + suffix : name,
        reading.required(SIZE),
        reading.texts("access_modes"),
        // An empty text is a class, too: that of volumes without one.
        reading.has(STORAGE_CLASS)
            ? reading.optional(STORAGE_CLASS)
            : ClaimOperation.STANDARD_CLASS,
        reading.namedTexts("annotations"),
        reading.optional("volume_name"),
        reading.object("data_source"));
  }

  private record Reading(String path, TaskValues inputs) {
    String required(String name) {
      String text = optional(name);
      if (text.isEmpty()) {
        throw refused(name, "not given", "a text");
      }
      return text;
    }

    boolean has(String name) {
      return !(value(name) instanceof JsonNull);
    }

    String optional(String name) {
      return has(name) ? text(name, value(name)) : "";
    }

    List<String> texts(String name) {
      JsonValue value = value(name);
      return switch (value) {
        case JsonNull _ -> List.of();
        case JsonList list -> list.values().stream().map(each -> text(name, each)).toList();
        default -> throw refused(name, value.description(), "a list of texts");
      };
    }

    Map<String, String> namedTexts(String name) {
      var texts = new TreeMap<String, String>();
      object(name).members().forEach((key, value) -> texts.put(key, text(name, value)));
      return texts;
    }

    JsonObject object(String name) {
      JsonValue value = value(name);
      return switch (value) {
        case JsonNull _ -> JsonObject.EMPTY;
        case JsonObject object -> object;
        default -> throw refused(name, value.description(), "an object");
      };
    }

    private String text(String name, JsonValue value) {
      if (value instanceof JsonText(String text)) {
        return text;
      }
      throw refused(name, value.description(), "a text");
    }

    private JsonValue value(String name) {
      return inputs.parameters().getOrDefault(name, JsonValue.ofNull());
    }

    PipelinesException refused(String name, String found, String expected) {
      return PipelinesException.invalid(
          path + ".inputs.parameters." + name,
          "reading the input %s of an operation on a volume: %s (expected: %s)"
              .formatted(name, found, expected));
    }
  }
}
