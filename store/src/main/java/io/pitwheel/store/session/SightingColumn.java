package io.pitwheel.store.session;

import io.pitwheel.task.PodSighting;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was seen of the pod of an attempt, as one column. */
public final class SightingColumn {
  /** The column of an attempt of whose pod nothing is known. */
  public static final String NOTHING = "[]";

  private static final String AT = "at";
  private static final String WAITS = "waits";
  private static final String WORDS = "words";

  private SightingColumn() {}

  public static String write(List<PodSighting> sightings) {
    return sightings.isEmpty()
        ? NOTHING
        : JsonWriter.write(
            JsonValue.listOf(sightings.stream().map(SightingColumn::member).toList()));
  }

  /** The inverse of {@link #write}. */
  public static List<PodSighting> read(String column) {
    return column.equals(NOTHING)
        ? List.of()
        : ((JsonList) JsonReader.read(column))
            .values().stream().map(value -> sighting(((JsonObject) value).members())).toList();
  }

  private static JsonValue member(PodSighting sighting) {
    return new JsonMembers()
        .put(AT, sighting.at().toString())
        .put(WAITS, JsonValue.of(sighting.isWaiting()))
        .put(WORDS, sighting.words())
        .build();
  }

  private static PodSighting sighting(Map<String, JsonValue> members) {
    return new PodSighting(
        Instant.parse(text(members, AT)),
        members.get(WAITS) instanceof JsonBoolean(boolean isWaiting) && isWaiting,
        text(members, WORDS));
  }

  private static String text(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonText(String text) ? text : "";
  }
}
