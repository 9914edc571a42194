package io.pitwheel.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline says about the length of its runs and of what they leave on the platform. Null is
 * unset.
 *
 * @param deadline after which a run is ended and FAILED
 * @param keepAfterEnd how long resources of an ended run are kept; the next two win over it
 */
public record RunLimits(
    @Nullable Duration deadline,
    @Nullable Duration keepAfterEnd,
    @Nullable Duration keepAfterSuccess,
    @Nullable Duration keepAfterFailure) {
  public static final RunLimits NONE = new RunLimits(null, null, null, null);
}
