package io.pitwheel.pod;

import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one affinity of each kind of the terms that were asked for one by one. */
final class PodAffinities {
  private PodAffinities() {}

  /** Empty when nothing was asked for. */
  static JsonObject merged(List<JsonObject> affinities) {
    Map<String, Map<String, List<JsonValue>>> kinds = new TreeMap<>();
    for (JsonObject affinity : affinities) {
      affinity
          .members()
          .forEach((kind, terms) ->
              add((JsonObject) terms, kinds.computeIfAbsent(kind, _ -> new TreeMap<>())));
    }
    var merged = new JsonMembers();
    kinds.forEach((kind, terms) -> {
      var members = new JsonMembers();
      terms.forEach(members::put);
      merged.put(kind, members.build());
    });
    return merged.build();
  }

  private static void add(JsonObject terms, Map<String, List<JsonValue>> into) {
    terms
        .members()
        .forEach((strength, list) ->
            into.computeIfAbsent(strength, _ -> new ArrayList<>())
                .addAll(((JsonList) list).values()));
  }
}
