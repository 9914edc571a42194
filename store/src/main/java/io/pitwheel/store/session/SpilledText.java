package io.pitwheel.store.session;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Values as texts of a column that says by another one whether something in it is spilled. Then
 * each reference stands as {@code {"spilled": {…}}}, and each object that has just such a member as
 * {@code {"spilled": [object]}}.
 */
public final class SpilledText {
  private static final String MARK = "spilled";

  private SpilledText() {}

  /** The text, and whether it has references. */
  public record Column(String text, boolean isSpilled) {}

  public static Column write(JsonValue value) {
    return LargeValues.hasSpilled(value)
        ? new Column(JsonWriter.write(marked(value)), true)
        : new Column(JsonWriter.write(value), false);
  }

  /** The inverse of {@link #write}. */
  public static JsonValue read(String text, boolean isSpilled) {
    JsonValue value = JsonReader.read(text);
    return isSpilled ? unmarked(value) : value;
  }

  private static JsonValue marked(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> mark(reference(spilled));
      case JsonObject object when isMark(object) ->
          mark(listed(inside(object, SpilledText::marked)));
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(SpilledText::marked).toList());
      case JsonObject object -> inside(object, SpilledText::marked);
      default -> value;
    };
  }

  private static JsonValue unmarked(JsonValue value) {
    return switch (value) {
      case JsonObject object when isMark(object) ->
          switch (object.members().get(MARK)) {
            case JsonList(var only) when only.getFirst() instanceof JsonObject user ->
                inside(user, SpilledText::unmarked);
            case JsonObject reference -> spilled(reference.members());
            case null, default -> throw unknown(value);
          };
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(SpilledText::unmarked).toList());
      case JsonObject object -> inside(object, SpilledText::unmarked);
      default -> value;
    };
  }

  private static boolean isMark(JsonObject object) {
    return object.members().size() == 1 && object.members().containsKey(MARK);
  }

  private static JsonObject mark(JsonValue value) {
    return new JsonObject(Map.of(MARK, value));
  }

  private static JsonValue listed(JsonValue value) {
    return JsonValue.listOf(List.of(value));
  }

  private static JsonObject inside(JsonObject object, UnaryOperator<JsonValue> change) {
    var members = new LinkedHashMap<String, JsonValue>();
    object.members().forEach((key, member) -> members.put(key, change.apply(member)));
    return new JsonObject(members);
  }

  private static JsonObject reference(JsonSpilled spilled) {
    var members = new LinkedHashMap<>(spilled.reference().members());
    members.put("form", JsonValue.of(spilled.form().name()));
    return new JsonObject(members);
  }

  private static JsonSpilled spilled(Map<String, JsonValue> members) {
    if (members.get("form") instanceof JsonText(String form)
        && members.get("uri") instanceof JsonText(String uri)
        && members.get("bytes") instanceof JsonNumber(double bytes)
        && members.get("sha256") instanceof JsonText(String digest)) {
      return new JsonSpilled(Form.valueOf(form), uri, (long) bytes, digest);
    }
    throw unknown(new JsonObject(members));
  }

  private static IllegalStateException unknown(JsonValue value) {
    return new IllegalStateException("no reference to a spilled value: " + value.description());
  }
}
