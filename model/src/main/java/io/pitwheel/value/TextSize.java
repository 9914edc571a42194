package io.pitwheel.value;

import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.nio.charset.StandardCharsets;

/** How long values are as texts, without writing the many that are short. */
public final class TextSize {
  /** A character of a text: three bytes, or an escape. */
  private static final int MOST_A_CHARACTER = 6;

  /** The longest number, with a separator. */
  private static final int MOST_A_SCALAR = 32;

  private TextSize() {}

  /** Whether the text form is of at most that many bytes of UTF-8. */
  public static boolean fits(JsonValue value, int limit) {
    return remainder(value, limit) >= 0
        || JsonWriter.text(value).getBytes(StandardCharsets.UTF_8).length <= limit;
  }

  /** Bytes of the text form in UTF-8; what is spilled counts as what it stands for. */
  public static long of(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> spilled.bytes();
      case JsonList list when LargeValues.hasSpilled(list) ->
          list.values().stream().mapToLong(element -> of(element) + 1).sum() + 1;
      case JsonObject object when LargeValues.hasSpilled(object) ->
          object.members().entrySet().stream()
                  .mapToLong(
                      member -> of(JsonValue.of(member.getKey())) + of(member.getValue()) + 4)
                  .sum()
              + 1;
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _, JsonList _, JsonObject _ ->
          JsonWriter.text(value).getBytes(StandardCharsets.UTF_8).length;
    };
  }

  /** What is left of the limit when everything takes the most it can; negative when too little. */
  private static long remainder(JsonValue value, long limit) {
    long left =
        switch (value) {
          case JsonText text -> limit - (long) MOST_A_CHARACTER * text.value().length();
          case JsonList list -> {
            long open = limit;
            for (JsonValue element : list.values()) {
              open = open < 0 ? open : remainder(element, open);
            }
            yield open;
          }
          case JsonObject object -> {
            long open = limit;
            for (var member : object.members().entrySet()) {
              open -= (long) MOST_A_CHARACTER * member.getKey().length() + MOST_A_SCALAR;
              open = open < 0 ? open : remainder(member.getValue(), open);
            }
            yield open;
          }
          case JsonSpilled spilled -> limit - spilled.bytes();
          case JsonNull _, JsonBoolean _, JsonNumber _ -> limit;
        };
    return left - MOST_A_SCALAR;
  }
}
