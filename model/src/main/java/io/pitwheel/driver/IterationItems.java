package io.pitwheel.driver;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.TreeMap;

/** What a loop goes over: values or artifacts, in order. */
public sealed interface IterationItems {
  /** How many iterations there are. */
  int count();

  /** Inputs of the loop with the item of one iteration, from 0, under its name. */
  TaskValues bindOne(TaskValues inputs, String itemInput, int index);

  /** Inputs of the loop with all items under that name, the form in which a loop is recorded. */
  TaskValues bindAll(TaskValues inputs, String itemInput);

  /**
   * The inverse of {@link #bindAll}: the items that were recorded.
   *
   * @param large brings them when they were spilled
   */
  static IterationItems recorded(TaskValues inputs, String itemInput, LargeValues large) {
    JsonValue recorded = inputs.parameters().get(itemInput);
    if (recorded instanceof JsonList list) {
      return new OfParameters(list.values());
    }
    if (recorded instanceof JsonSpilled spilled && large.load(spilled) instanceof JsonList list) {
      return new OfParameters(list.values(), spilled);
    }
    List<Artifact> artifacts = inputs.artifacts().get(itemInput);
    if (artifacts == null) {
      throw new IllegalStateException("a loop without items under " + itemInput);
    }
    return new OfArtifacts(artifacts);
  }

  /**
   * Each iteration gets a value as a parameter.
   *
   * @param recorded what stands for all of them where the loop is recorded
   */
  record OfParameters(List<JsonValue> items, JsonValue recorded) implements IterationItems {
    public OfParameters {
      items = List.copyOf(items);
    }

    /** Items that are recorded as the list that they are. */
    public OfParameters(List<JsonValue> items) {
      this(items, new JsonList(items));
    }

    @Override
    public int count() {
      return items.size();
    }

    @Override
    public TaskValues bindOne(TaskValues inputs, String itemInput, int index) {
      return bind(inputs, itemInput, items.get(index));
    }

    @Override
    public TaskValues bindAll(TaskValues inputs, String itemInput) {
      return bind(inputs, itemInput, recorded);
    }

    private static TaskValues bind(TaskValues inputs, String itemInput, JsonValue value) {
      var parameters = new TreeMap<>(inputs.parameters());
      parameters.put(itemInput, value);
      return new TaskValues(parameters, inputs.artifacts());
    }
  }

  /** Each iteration gets one artifact. */
  record OfArtifacts(List<Artifact> items) implements IterationItems {
    public OfArtifacts {
      items = List.copyOf(items);
    }

    @Override
    public int count() {
      return items.size();
    }

    @Override
    public TaskValues bindOne(TaskValues inputs, String itemInput, int index) {
      return bind(inputs, itemInput, List.of(items.get(index)));
    }

    @Override
    public TaskValues bindAll(TaskValues inputs, String itemInput) {
      return bind(inputs, itemInput, items);
    }

    private static TaskValues bind(TaskValues inputs, String itemInput, List<Artifact> value) {
      var artifacts = new TreeMap<>(inputs.artifacts());
      artifacts.put(itemInput, value);
      return new TaskValues(inputs.parameters(), artifacts);
    }
  }
}
