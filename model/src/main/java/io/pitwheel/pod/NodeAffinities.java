package io.pitwheel.pod;

import io.pitwheel.platform.Placement;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one affinity of the terms that were asked for one by one. */
final class NodeAffinities {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String TERMS = "nodeSelectorTerms";

  private NodeAffinities() {}

  /** Empty when nothing was asked for. */
  static JsonObject merged(Placement<JsonValue> placement) {
    var required = new ArrayList<JsonValue>();
    var preferred = new ArrayList<JsonValue>();
    for (JsonValue affinity : placement.nodeAffinities()) {
      if (affinity instanceof JsonObject object) {
        if (object.members().get(REQUIRED) instanceof JsonObject terms) {
          addAll(terms.members().get(TERMS), required);
        }
        addAll(object.members().get(PREFERRED), preferred);
      }
    }
    var affinity = new LinkedHashMap<String, JsonValue>();
    if (!required.isEmpty()) {
      affinity.put(REQUIRED, new JsonObject(Map.of(TERMS, new JsonList(required))));
    }
    if (!preferred.isEmpty()) {
      affinity.put(PREFERRED, new JsonList(preferred));
    }
    return affinity.isEmpty()
        ? JsonObject.EMPTY
        : new JsonObject(Map.of("nodeAffinity", new JsonObject(affinity)));
  }

  private static void addAll(
      @org.jspecify.annotations.Nullable JsonValue from, List<JsonValue> into) {
    if (from instanceof JsonList list) {
      into.addAll(list.values());
    }
  }
}
