package io.pitwheel.driver.inputs;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.LargeValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * References to loop items that no enclosing component declares. The stock SDK compiles an f-string
 * over an item's key, or over the item of an outer loop, to such names; KFP fails those runs. Here
 * they mean what their authors meant: {@code X-loop-item-subvar-KEY} is that key of the item {@code
 * X-loop-item} in scope, and an outer loop's item is seen in the loops inside it.
 */
final class LoopItemReferences {
  private static final String LOOP_ITEM = "loop-item";
  private static final String SUBVAR = "-subvar-";

  private LoopItemReferences() {}

  /** Whether the SDK makes names like this for loop items and their keys. */
  static boolean isLoopItem(String name) {
    return name.contains(LOOP_ITEM);
  }

  /** The item, or the key of an item, of that name; a spilled item is loaded for its key. */
  static Optional<JsonValue> find(Map<String, JsonValue> scope, String name, LargeValues large) {
    JsonValue item = scope.get(name);
    if (item != null) {
      return Optional.of(item);
    }
    for (int at = name.indexOf(SUBVAR); at >= 0; at = name.indexOf(SUBVAR, at + 1)) {
      JsonValue whole = scope.get(name.substring(0, at));
      if (whole != null && isLoopItem(name.substring(0, at))) {
        JsonValue member = members(large.whole(whole)).get(name.substring(at + SUBVAR.length()));
        if (member != null) {
          return Optional.of(member);
        }
      }
    }
    return Optional.empty();
  }

  /** Names of loop items that tasks inside a graph refer to and that are not given to it. */
  static SortedSet<String> neededInside(
      PipelineSpecification specification, DagComponent dag, Set<String> given) {
    var needed = new TreeSet<String>();
    for (TaskSpecification task : dag.tasks().values()) {
      for (ParameterInput parameter : task.parameters().values()) {
        if (parameter.source() instanceof ParentParameter(String name) && isLoopItem(name)) {
          needed.add(name);
        }
      }
      if (specification.componentOf(task) instanceof DagComponent inner) {
        needed.addAll(neededInside(specification, inner, givenTo(task, inner)));
      }
    }
    needed.removeAll(given);
    return needed;
  }

  private static Set<String> givenTo(TaskSpecification task, DagComponent inner) {
    var given = new HashSet<>(task.parameters().keySet());
    given.addAll(inner.declared().inputParameters().keySet());
    TaskIterator iterator = task.iterator();
    if (iterator != null) {
      given.add(iterator.itemInput());
    }
    return given;
  }

  private static Map<String, JsonValue> members(JsonValue item) {
    if (item instanceof JsonObject object) {
      return object.members();
    }
    if (item instanceof JsonText text) {
      try {
        return JsonReader.read(text.value()) instanceof JsonObject object
            ? object.members()
            : Map.of();
      } catch (PipelinesException _) {
        // A text that is no JSON has no keys; the reference stays unresolved and is reported so.
        return Map.of();
      }
    }
    return Map.of();
  }
}
