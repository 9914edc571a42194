package io.pitwheel.platform;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an executor asks of its platform, as written in the platform document.
 *
 * @param <V> how a value is written
 * @param passthroughs parts that the component takes as a value, each with whether it is applied to
 *     the task besides
 */
public record ExecutorPlatform<V>(
    PlatformNeeds<V> needs, Map<TaskSettingsField, Boolean> passthroughs) {
  public ExecutorPlatform {
    var copied = new EnumMap<TaskSettingsField, Boolean>(TaskSettingsField.class);
    copied.putAll(passthroughs);
    passthroughs = Collections.unmodifiableMap(copied);
  }

  /** One that asks for nothing. */
  public static <V> ExecutorPlatform<V> none() {
    return new ExecutorPlatform<>(PlatformNeeds.none(), Map.of());
  }
}
