package io.pitwheel.launch;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.SpilledForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads members of an object that somebody else wrote. What is not asked for is passed over; what
 * is missing or of another kind is refused with its place, such as {@code executor.command}.
 *
 * <p>Values of users stand as texts, so that neither their depth nor the order of their keys
 * depends on what carries them.
 */
record GivenMembers(String place, JsonObject object) {
  /** How a value of a user is written; the inverse of {@link #value}. */
  static JsonValue written(JsonValue value) {
    return JsonValue.of(JsonWriter.write(SpilledForm.marked(value)));
  }

  /** Values of users by name. */
  static JsonObject written(Map<String, JsonValue> values) {
    return mapped(values, GivenMembers::written);
  }

  static <V> JsonObject mapped(Map<String, V> values, Function<V, JsonValue> form) {
    var members = new LinkedHashMap<String, JsonValue>();
    values.forEach((name, value) -> members.put(name, form.apply(value)));
    return new JsonObject(members);
  }

  static JsonList texts(List<String> texts) {
    return new JsonList(texts.stream().map(JsonValue::of).toList());
  }

  static JsonObject texts(Map<String, String> texts) {
    return mapped(texts, JsonValue::of);
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  String text(String name) {
    return text(place(name), require(name, "a string"));
  }

  /** Empty text when it is absent. */
  String textOrEmpty(String name) {
    return has(name) ? text(name) : "";
  }

  /** False when it is absent. */
  boolean flag(String name) {
    return has(name) && requireFlag(name);
  }

  boolean requireFlag(String name) {
    JsonValue value = require(name, "a boolean");
    if (value instanceof JsonBoolean(boolean flag)) {
      return flag;
    }
    throw refused(place(name), value, "a boolean");
  }

  /** A whole number of 32 bits. */
  int integer(String name, int least) {
    return integer(place(name), require(name, "a number"), least);
  }

  private static int integer(String place, JsonValue value, int least) {
    if (value instanceof JsonNumber(double number)
        && number == Math.rint(number)
        && number >= least
        && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    throw refused(place, value, "a whole number from " + least);
  }

  List<Integer> integers(String name, int least) {
    return list(name).stream().map(value -> integer(place(name), value, least)).toList();
  }

  /** A value of a user. */
  JsonValue value(String name) {
    return value(place(name), require(name, "JSON in a string"));
  }

  List<JsonValue> valueList(String name) {
    return list(name).stream().map(value -> value(place(name), value)).toList();
  }

  /** Values of users by name; none when they are absent. */
  Map<String, JsonValue> values(String name) {
    return map(name, GivenMembers::value);
  }

  List<String> textList(String name) {
    return list(name).stream().map(value -> text(place(name), value)).toList();
  }

  /** None when they are absent. */
  Map<String, String> textMap(String name) {
    return map(name, GivenMembers::text);
  }

  GivenMembers inside(String name) {
    return inside(place(name), require(name, "an object"));
  }

  /** One without members when it is absent. */
  GivenMembers insideOrEmpty(String name) {
    return has(name) ? inside(name) : new GivenMembers(place(name), JsonObject.EMPTY);
  }

  /** Empty when they are absent. */
  List<GivenMembers> insideEach(String name) {
    var all = new ArrayList<GivenMembers>();
    for (JsonValue value : has(name) ? list(name) : List.<JsonValue>of()) {
      all.add(inside("%s[%d]".formatted(place(name), all.size()), value));
    }
    return all;
  }

  /** Objects by name; none when they are absent. */
  <V> Map<String, V> insideByName(String name, Function<GivenMembers, V> reading) {
    return map(name, (where, value) -> reading.apply(inside(where, value)));
  }

  /** Lists of objects by name; none when they are absent. */
  <V> Map<String, List<V>> listsByName(String name, Function<GivenMembers, V> reading) {
    GivenMembers lists = insideOrEmpty(name);
    var read = new LinkedHashMap<String, List<V>>();
    for (String key : lists.object.members().keySet()) {
      read.put(key, lists.insideEach(key).stream().map(reading).toList());
    }
    return read;
  }

  /** One of the choices by its name; empty for a name that none has. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    String given = text(name);
    return List.of(type.getEnumConstants()).stream()
        .filter(choice -> choice.name().equals(given))
        .findAny();
  }

  <E extends Enum<E>> E requireChoice(String name, Class<E> type) {
    return choice(name, type)
        .orElseThrow(() ->
            refused(
                place(name),
                require(name, "a string"),
                "one of " + List.of(type.getEnumConstants())));
  }

  String place(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  static PipelinesException refused(String place, JsonValue value, String expected) {
    return PipelinesException.invalid(
        place, "reading %s: %s (expected: %s)".formatted(place, value.description(), expected));
  }

  private interface Reading<V> {
    V of(String place, JsonValue value);
  }

  private <V> Map<String, V> map(String name, Reading<V> reading) {
    var read = new LinkedHashMap<String, V>();
    GivenMembers inside = insideOrEmpty(name);
    inside
        .object
        .members()
        .forEach((key, value) -> read.put(key, reading.of(inside.place(key), value)));
    return read;
  }

  private List<JsonValue> list(String name) {
    JsonValue value = require(name, "a list");
    if (value instanceof JsonList(var values)) {
      return values;
    }
    throw refused(place(name), value, "a list");
  }

  private JsonValue require(String name, String expected) {
    JsonValue value = object.members().get(name);
    if (value == null) {
      throw PipelinesException.invalid(
          place(name), "reading %s: it is missing (expected: %s)".formatted(place(name), expected));
    }
    return value;
  }

  private static GivenMembers inside(String place, JsonValue value) {
    if (value instanceof JsonObject object) {
      return new GivenMembers(place, object);
    }
    throw refused(place, value, "an object");
  }

  private static String text(String place, JsonValue value) {
    if (value instanceof JsonText(String text)) {
      return text;
    }
    throw refused(place, value, "a string");
  }

  private static JsonValue value(String place, JsonValue value) {
    try {
      return SpilledForm.unmarked(JsonReader.read(text(place, value)));
    } catch (PipelinesException exception) {
      throw new PipelinesException(
          exception.code(),
          "reading %s: %s".formatted(place, exception.getMessage()),
          place,
          exception);
    }
  }
}
