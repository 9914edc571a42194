package io.pitwheel.platform;

import org.jspecify.annotations.Nullable;

/** Who a task's command is to run as; null is the platform's own choice. */
public record RunningUser(
    @Nullable Long userId, @Nullable Long groupId, @Nullable Boolean isNotRoot) {
  public static final RunningUser ANYBODY = new RunningUser(null, null, null);
}
