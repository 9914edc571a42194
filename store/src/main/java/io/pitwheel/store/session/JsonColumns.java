package io.pitwheel.store.session;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.List;

/** Lists and maps in columns of JSON text. */
public final class JsonColumns {
  private static final String EMPTY_LIST = "[]";

  private JsonColumns() {}

  public static String write(List<String> texts) {
    return texts.isEmpty()
        ? EMPTY_LIST
        : JsonWriter.write(JsonValue.listOf(texts.stream().map(JsonValue::of).toList()));
  }

  /** The inverse of {@link #write}. */
  public static List<String> texts(String column) {
    if (column.equals(EMPTY_LIST)) {
      return List.of();
    }
    return ((JsonList) JsonReader.read(column))
        .values().stream().map(value -> ((JsonText) value).value()).toList();
  }

  public static JsonObject object(String column) {
    return (JsonObject) JsonReader.read(column);
  }
}
