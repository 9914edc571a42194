package io.pitwheel.server.assembly;

import io.pitwheel.engine.local.CachePolicy;
import io.pitwheel.failure.PipelinesException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the environment says about caching, under our names and KFP's. */
final class CacheSettings {
  static final String ENABLED = "PITWHEEL_CACHE_ENABLED";
  static final String KFP_ENABLED = "CACHEENABLED";
  static final String USES_MIGRATED = "PITWHEEL_CACHE_MIGRATED_ENTRIES";

  private CacheSettings() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT, naming the variables, for a value that is neither
   *     true nor false, and for two names of one setting that contradict each other
   */
  static CachePolicy read(Map<String, String> environment) {
    Boolean ours = flag(environment, ENABLED);
    Boolean kfps = flag(environment, KFP_ENABLED);
    if (ours != null && kfps != null && !ours.equals(kfps)) {
      throw PipelinesException.invalid(
          ENABLED,
          "reading the settings: %s is %s and %s is %s, which are one setting (expected: equal values, or one of them)"
              .formatted(ENABLED, ours, KFP_ENABLED, kfps));
    }
    Boolean migrated = flag(environment, USES_MIGRATED);
    return new CachePolicy(
        !Boolean.FALSE.equals(ours) && !Boolean.FALSE.equals(kfps), migrated == null || migrated);
  }

  private static @Nullable Boolean flag(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    return switch (value.toLowerCase(java.util.Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default ->
          throw PipelinesException.invalid(
              name, "reading the setting %s: %s (expected: true or false)".formatted(name, value));
    };
  }
}
