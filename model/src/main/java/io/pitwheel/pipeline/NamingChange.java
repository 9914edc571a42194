package io.pitwheel.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may change of a pipeline or a version once it is made.
 *
 * @param displayName null to keep it
 * @param tags the whole new set; null to keep those there are
 */
public record NamingChange(@Nullable String displayName, @Nullable Map<String, String> tags) {
  public NamingChange {
    tags = tags == null ? null : Map.copyOf(tags);
  }
}
