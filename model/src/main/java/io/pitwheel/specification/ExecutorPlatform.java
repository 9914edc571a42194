package io.pitwheel.specification;

import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskConfigField;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an executor asks of its platform, as written in the platform document.
 *
 * @param passthroughs parts that the component takes as a value, each with whether it is applied to
 *     the task besides
 */
public record ExecutorPlatform(
    PlatformNeeds<Value> needs, Map<TaskConfigField, Boolean> passthroughs) {
  public static final ExecutorPlatform NONE =
      new ExecutorPlatform(PlatformNeeds.none(), Map.of());

  public ExecutorPlatform {
    var copied = new EnumMap<TaskConfigField, Boolean>(TaskConfigField.class);
    copied.putAll(passthroughs);
    passthroughs = Collections.unmodifiableMap(copied);
  }

  /**
   * A value as written: where it comes from in the graph that contains the task.
   *
   * @param path where it stands in the platform document
   */
  public record Value(ParameterSource source, String path) {}

  /** Keys of the tasks whose outputs are asked for. */
  public Set<String> producers() {
    var producers = new TreeSet<String>();
    needs.values().forEach(value -> {
      if (value.source() instanceof ParameterSource.TaskOutputParameter output) {
        producers.add(output.producerTask());
      }
    });
    return producers;
  }
}
