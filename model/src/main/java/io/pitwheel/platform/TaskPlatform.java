package io.pitwheel.platform;

import io.pitwheel.value.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a platform is told about one task.
 *
 * @param needs with every value resolved; names are texts
 * @param namespace of the run; may be empty
 * @param claimOperation what is done in place of a command; null when there is a command
 */
public record TaskPlatform(
    PlatformNeeds<JsonValue> needs, String namespace, @Nullable ClaimOperation claimOperation) {
  public static final TaskPlatform NOTHING = new TaskPlatform(PlatformNeeds.none(), "", null);
}
