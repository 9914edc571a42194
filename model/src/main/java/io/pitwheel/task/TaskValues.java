package io.pitwheel.task;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.value.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters and artifacts on one side of a task, by name. */
public record TaskValues(Map<String, JsonValue> parameters, Map<String, List<Artifact>> artifacts) {
  public static final TaskValues NONE = new TaskValues(Map.of(), Map.of());

  public TaskValues {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    var copied = new TreeMap<String, List<Artifact>>();
    artifacts.forEach((name, list) -> copied.put(name, List.copyOf(list)));
    artifacts = Collections.unmodifiableMap(copied);
  }
}
