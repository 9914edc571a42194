package io.pitwheel.value;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds an object; its keys are printed in the order in which they were put. */
public final class JsonMembers {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  /** Puts a member; one of the same name is replaced where it stands. */
  @CanIgnoreReturnValue
  public JsonMembers put(String name, JsonValue value) {
    members.put(name, value);
    return this;
  }

  /** Puts a text. */
  @CanIgnoreReturnValue
  public JsonMembers put(String name, String text) {
    return put(name, JsonValue.of(text));
  }

  /** Puts a list. */
  @CanIgnoreReturnValue
  public JsonMembers put(String name, List<? extends JsonValue> values) {
    return put(name, JsonValue.listOf(values));
  }

  /** Puts a member unless it is an empty text, list or object. */
  @CanIgnoreReturnValue
  public JsonMembers putUnlessEmpty(String name, JsonValue value) {
    boolean isEmpty =
        switch (value) {
          case JsonObject object -> object.members().isEmpty();
          case JsonList list -> list.values().isEmpty();
          case JsonValue.JsonText text -> text.value().isEmpty();
          case JsonValue.JsonNull _,
              JsonValue.JsonBoolean _,
              JsonValue.JsonNumber _,
              JsonValue.JsonSpilled _ ->
              false;
        };
    return isEmpty ? this : put(name, value);
  }

  /** Puts a text unless it is empty. */
  @CanIgnoreReturnValue
  public JsonMembers putUnlessEmpty(String name, String text) {
    return putUnlessEmpty(name, JsonValue.of(text));
  }

  /** Puts all members of an object. */
  @CanIgnoreReturnValue
  public JsonMembers putAll(JsonObject object) {
    members.putAll(object.members());
    return this;
  }

  public JsonObject build() {
    return new JsonObject(members);
  }

  /** An object of one member. */
  public static JsonObject of(String name, JsonValue value) {
    return new JsonMembers().put(name, value).build();
  }

  /** An object of one text. */
  public static JsonObject of(String name, String text) {
    return of(name, JsonValue.of(text));
  }
}
