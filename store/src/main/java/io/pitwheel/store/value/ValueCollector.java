package io.pitwheel.store.value;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One side of one task, from its rows in the order of key, iteration, choice, position. Values with
 * an iteration become lists; of several choices the lowest holds.
 */
public final class ValueCollector {
  private final Map<String, JsonValue> parameters = new HashMap<>();
  private final Map<String, List<JsonValue>> lists = new HashMap<>();
  private final Map<String, List<Artifact>> artifacts = new HashMap<>();
  private final Map<String, Integer> choices = new HashMap<>();

  /** Where a row stands. */
  public record Place(String key, int iteration, int choice) {
    private String slot(String kind) {
      return kind + iteration + ":" + key;
    }
  }

  /** Lists that are there although no row gives them an element. */
  public void declareLists(ListOutputs declared) {
    declared.parameters().forEach(key -> lists.computeIfAbsent(key, _ -> new ArrayList<>()));
    declared.artifacts().forEach(key -> artifacts.computeIfAbsent(key, _ -> new ArrayList<>()));
  }

  /** Takes the next row of a parameter. */
  public void parameter(Place place, JsonValue value) {
    if (!holds(place, "parameter")) {
      return;
    }
    if (place.iteration() == ValueColumns.NO_ITERATION) {
      parameters.put(place.key(), value);
    } else {
      lists.computeIfAbsent(place.key(), _ -> new ArrayList<>()).add(value);
    }
  }

  /** Takes the next row of an artifact; null says that the list is there. */
  public void artifact(Place place, @Nullable Artifact artifact) {
    if (!holds(place, "artifact")) {
      return;
    }
    List<Artifact> list = artifacts.computeIfAbsent(place.key(), _ -> new ArrayList<>());
    if (artifact != null) {
      list.add(artifact);
    }
  }

  private boolean holds(Place place, String kind) {
    return choices.computeIfAbsent(place.slot(kind), _ -> place.choice()) == place.choice();
  }

  /** What the rows said. */
  public TaskValues values() {
    if (parameters.isEmpty() && lists.isEmpty() && artifacts.isEmpty()) {
      return TaskValues.NONE;
    }
    var all = new HashMap<>(parameters);
    lists.forEach((key, elements) -> all.put(key, JsonValue.listOf(elements)));
    return new TaskValues(all, artifacts);
  }
}
