package io.pitwheel.value;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Values that can be read back with what is spilled in them: each reference stands as {@code
 * {"spilled": {…}}}, and each object that has just such a member as {@code {"spilled": [object]}}.
 */
public final class SpilledForm {
  private static final String MARK = "spilled";

  private SpilledForm() {}

  /** The value without spilled ones, but with marks in their places. */
  public static JsonValue marked(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> mark(reference(spilled));
      case JsonObject object when isMark(object) ->
          mark(JsonValue.listOf(List.of(inside(object, SpilledForm::marked))));
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(SpilledForm::marked).toList());
      case JsonObject object -> inside(object, SpilledForm::marked);
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _ -> value;
    };
  }

  /**
   * The inverse of {@link #marked}.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a mark that none was written as
   */
  public static JsonValue unmarked(JsonValue value) {
    return switch (value) {
      case JsonObject object when isMark(object) ->
          switch (object.members().get(MARK)) {
            case JsonList(var only)
                when only.size() == 1 && only.getFirst() instanceof JsonObject user ->
                inside(user, SpilledForm::unmarked);
            case JsonObject reference -> spilled(reference);
            case null, default -> throw unknown(value);
          };
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(SpilledForm::unmarked).toList());
      case JsonObject object -> inside(object, SpilledForm::unmarked);
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _, JsonSpilled _ -> value;
    };
  }

  private static boolean isMark(JsonObject object) {
    return object.members().size() == 1 && object.members().containsKey(MARK);
  }

  private static JsonObject mark(JsonValue value) {
    return JsonMembers.of(MARK, value);
  }

  private static JsonObject inside(JsonObject object, UnaryOperator<JsonValue> change) {
    var members = new LinkedHashMap<String, JsonValue>();
    object.members().forEach((key, member) -> members.put(key, change.apply(member)));
    return new JsonObject(members);
  }

  private static JsonObject reference(JsonSpilled spilled) {
    return new JsonMembers().putAll(spilled.reference()).put("form", spilled.form().name()).build();
  }

  private static JsonSpilled spilled(JsonObject reference) {
    Map<String, JsonValue> members = reference.members();
    if (members.get("form") instanceof JsonText(String form)
        && members.get("uri") instanceof JsonText(String uri)
        && members.get("bytes") instanceof JsonNumber(double bytes)
        && members.get("sha256") instanceof JsonText(String digest)) {
      Form known =
          Arrays.stream(Form.values())
              .filter(candidate -> candidate.name().equals(form))
              .findAny()
              .orElseThrow(() -> unknown(reference));
      return new JsonSpilled(known, uri, (long) bytes, digest);
    }
    throw unknown(reference);
  }

  private static PipelinesException unknown(JsonValue value) {
    return PipelinesException.invalid(
        "", "reading a reference to a large value: " + value.description());
  }
}
