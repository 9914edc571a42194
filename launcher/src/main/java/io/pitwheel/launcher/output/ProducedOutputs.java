package io.pitwheel.launcher.output;

import io.pitwheel.value.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a task produced, by output; read and checked, not yet published. */
public record ProducedOutputs(
    Map<String, JsonValue> parameters, Map<String, ProducedArtifact> artifacts) {
  public ProducedOutputs {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
  }
}
