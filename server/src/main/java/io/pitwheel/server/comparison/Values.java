package io.pitwheel.server.comparison;

import io.pitwheel.api.v1.ValueDifference;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Named values on two sides. */
final class Values {
  private Values() {}

  /** Those that differ, by name in byte order. */
  static List<ValueDifference> differences(
      Map<String, JsonValue> first, Map<String, JsonValue> second) {
    var names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    var differences = new ArrayList<ValueDifference>();
    for (String name : names) {
      JsonValue one = first.get(name);
      JsonValue other = second.get(name);
      if (one == null ? other != null : !one.equals(other)) {
        var difference = ValueDifference.newBuilder().setName(name);
        if (one != null) {
          difference.setFirst(JsonStructs.toValue(one));
        }
        if (other != null) {
          difference.setSecond(JsonStructs.toValue(other));
        }
        differences.add(difference.build());
      }
    }
    return differences;
  }
}
