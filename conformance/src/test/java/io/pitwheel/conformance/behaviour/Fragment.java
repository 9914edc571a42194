package io.pitwheel.conformance.behaviour;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document that must be there. Of objects only the keys that are named count, unless
 * they stand below {@code $exactly}; null means null or absent; a text that begins with {@code ~}
 * is a regular expression that is to be found in the text form of the value.
 */
public final class Fragment {
  private static final String EXACTLY = "$exactly";

  private Fragment() {}

  /** What differs, one line each; nothing when the fragment is there. */
  public static List<String> differences(
      String place, JsonValue expected, @Nullable JsonValue actual) {
    return switch (expected) {
      case JsonNull _ ->
          unless(actual == null || actual instanceof JsonNull, place, expected, actual);
      case JsonObject object when object.members().containsKey(EXACTLY) -> {
        JsonValue exact = object.members().getOrDefault(EXACTLY, JsonValue.ofNull());
        yield unless(exact.equals(actual), place, exact, actual);
      }
      case JsonObject object -> ofMembers(place, object, actual);
      case JsonList list -> ofElements(place, list, actual);
      case JsonText(String text) when text.startsWith("~") ->
          unless(
              actual != null
                  && Pattern.compile(text.substring(1), Pattern.DOTALL)
                      .matcher(JsonWriter.text(actual))
                      .find(),
              place,
              expected,
              actual);
      default -> unless(expected.equals(actual), place, expected, actual);
    };
  }

  private static List<String> ofMembers(
      String place, JsonObject expected, @Nullable JsonValue actual) {
    if (!(actual instanceof JsonObject object)) {
      return unless(false, place, expected, actual);
    }
    var differences = new ArrayList<String>();
    expected
        .members()
        .forEach((key, member) ->
            differences.addAll(differences(place + "." + key, member, object.members().get(key))));
    return differences;
  }

  private static List<String> ofElements(
      String place, JsonList expected, @Nullable JsonValue actual) {
    if (!(actual instanceof JsonList(var elements))
        || elements.size() != expected.values().size()) {
      return unless(false, place, expected, actual);
    }
    var differences = new ArrayList<String>();
    for (int i = 0; i < elements.size(); i++) {
      differences.addAll(
          differences(place + "[" + i + "]", expected.values().get(i), elements.get(i)));
    }
    return differences;
  }

  private static List<String> unless(
      boolean holds, String place, JsonValue expected, @Nullable JsonValue actual) {
    return holds
        ? List.of()
        : List.of(
            "%s: %s (expected: %s)"
                .formatted(
                    place,
                    actual == null ? "absent" : JsonWriter.write(actual),
                    JsonWriter.write(expected)));
  }
}
