package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps values that are too large for a row where there is room for them, and brings them back for
 * whoever looks into one. Repeatable: the same value at the same location is the same object.
 */
public interface LargeValues {
  /**
   * The most bytes of a text form that a row keeps. It is also what Linux passes as one argument,
   * so that what is spilled cannot be an argument, and what is not can.
   */
  int MAX_INLINE_BYTES = 128 * 1024 - 1;

  /** The most bytes a value may have at all; what is larger belongs into an artifact. */
  long MAX_BYTES = 256L * 1024 * 1024;

  /**
   * The value as a whole. Nothing is kept: who asks decides how long it stays in memory.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND when its object is gone,
   *     FAILED_PRECONDITION when the object is not what was written, INVALID_ARGUMENT when it has
   *     more than {@link JsonReader#MAX_TOKENS} values
   */
  JsonValue load(JsonSpilled spilled);

  /**
   * What the text form says as JSON, also that of a text; of a list only the first values, so that
   * one which is too long can be refused without being read to its end.
   *
   * @param limit values of a list at most; where there are as many, what follows is neither read
   *     nor checked
   * @throws io.pitwheel.failure.PipelinesException as {@link #load}; INVALID_ARGUMENT also for a
   *     text that is no JSON
   */
  JsonValue loadStart(JsonSpilled spilled, int limit);

  /**
   * The value itself when it is small; else it is written at the location, asked for only then, and
   * what stands for it is returned. A list or an object of spilled values stays as it is.
   *
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION for one of more than {@link
   *     #MAX_BYTES}, and what the object store says
   */
  JsonValue keep(JsonValue value, Supplier<String> location);

  /** The value with everything in it loaded. */
  default JsonValue whole(JsonValue value) {
    if (!hasSpilled(value)) {
      return value;
    }
    return switch (value) {
      case JsonSpilled spilled -> load(spilled);
      case JsonList list -> JsonValue.listOf(list.values().stream().map(this::whole).toList());
      case JsonObject object -> {
        var members = new LinkedHashMap<String, JsonValue>();
        object.members().forEach((key, member) -> members.put(key, whole(member)));
        yield new JsonObject(members);
      }
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _ -> value;
    };
  }

  /** Whether it is spilled, or something in it is. */
  static boolean hasSpilled(JsonValue value) {
    return spilledIn(value).findAny().isPresent();
  }

  /** What is spilled in it, itself included, in order. */
  static Stream<JsonSpilled> spilledIn(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> Stream.of(spilled);
      case JsonList list -> list.values().stream().flatMap(LargeValues::spilledIn);
      case JsonObject object -> object.members().values().stream().flatMap(LargeValues::spilledIn);
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _ -> Stream.empty();
    };
  }
}
