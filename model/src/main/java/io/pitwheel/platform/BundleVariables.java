package io.pitwheel.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables filled from the values of a bundle.
 *
 * @param keyByVariable at least one, in the order of the specification; several may have one key,
 *     and of two keys for one variable the later counts
 * @param isOptional whether a value may be absent; null when the pipeline does not say, which means
 *     that it may not
 */
public record BundleVariables<V>(
    BundleKind kind, V name, Map<String, String> keyByVariable, @Nullable Boolean isOptional) {
  public BundleVariables {
    keyByVariable = Collections.unmodifiableMap(new LinkedHashMap<>(keyByVariable));
  }

  /** Whether an absent value is an error. */
  public boolean isRequired() {
    return isOptional == null || !isOptional;
  }
}
