package io.pitwheel.placeholder;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are JSON texts {@code {"IfPresent": {"InputName", "Then", "Else"}}} or {@code
 * {"Concat": [...]}}, nested as one likes. An argument of any other shape is an ordinary text, even
 * if it begins alike: a component may want to pass such JSON to its program.
 */
final class ArgumentStructure {
  private static final String IF_PRESENT = "IfPresent";
  private static final String CONCAT = "Concat";

  private ArgumentStructure() {}

  /** The texts an argument stands for: one, none, or several; placeholders still in them. */
  static List<String> expand(String element, Predicate<String> isPresent) {
    if (!element.stripLeading().startsWith("{\"")) {
      return List.of(element);
    }
    JsonValue parsed = read(element);
    return parsed != null && isStructure(parsed) ? expand(parsed, isPresent) : List.of(element);
  }

  private static @Nullable JsonValue read(String element) {
    try {
      return JsonReader.read(element);
    } catch (PipelinesException _) {
      // Not JSON, so not a structure: an ordinary text, for example a template in braces.
      return null;
    }
  }

  private static boolean isStructure(JsonValue value) {
    if (!(value instanceof JsonObject object) || object.members().size() != 1) {
      return false;
    }
    return object.members().get(CONCAT) instanceof JsonList
        || (object.members().get(IF_PRESENT) instanceof JsonObject condition
            && condition.members().get("InputName") instanceof JsonText
            && condition.members().containsKey("Then"));
  }

  private static List<String> expand(JsonValue value, Predicate<String> isPresent) {
    if (value instanceof JsonText text) {
      return List.of(text.value());
    }
    if (value instanceof JsonList list) {
      return list.values().stream().flatMap(part -> expand(part, isPresent).stream()).toList();
    }
    if (!isStructure(value)) {
      return List.of(JsonWriter.text(value));
    }
    JsonObject object = (JsonObject) value;
    if (object.members().get(CONCAT) instanceof JsonList parts) {
      return List.of(String.join("", expand(parts, isPresent)));
    }
    return object.members().get(IF_PRESENT) instanceof JsonObject condition
        ? expandCondition(condition, isPresent)
        : List.of();
  }

  private static List<String> expandCondition(JsonObject condition, Predicate<String> isPresent) {
    boolean isGiven =
        condition.members().get("InputName") instanceof JsonText name
            && isPresent.test(name.value());
    JsonValue branch = condition.members().get(isGiven ? "Then" : "Else");
    return branch == null || branch instanceof JsonValue.JsonNull
        ? List.of()
        : expand(branch, isPresent);
  }
}
