package io.pitwheel.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who a task's command is to run as; null is the platform's own choice. */
public record RunningUser(
    @Nullable Long userId, @Nullable Long groupId, @Nullable Boolean isNotRoot) {
  public static final RunningUser ANYBODY = new RunningUser(null, null, null);

  /** What is left of this where somebody else decides some of it. */
  public RunningUser without(RunningUser decided) {
    return new RunningUser(
        decided.userId == null ? userId : null,
        decided.groupId == null ? groupId : null,
        decided.isNotRoot == null ? isNotRoot : null);
  }

  /** Whether this asks for something that somebody else decides differently. */
  public boolean contradicts(RunningUser decided) {
    return differs(userId, decided.userId)
        || differs(groupId, decided.groupId)
        || differs(isNotRoot, decided.isNotRoot);
  }

  /** For messages. */
  public String words() {
    return "user %s, group %s, not root %s".formatted(said(userId), said(groupId), said(isNotRoot));
  }

  private static String said(@Nullable Object value) {
    return value == null ? "unsaid" : value.toString();
  }

  private static boolean differs(@Nullable Object asked, @Nullable Object decided) {
    return asked != null && decided != null && !Objects.equals(asked, decided);
  }
}
