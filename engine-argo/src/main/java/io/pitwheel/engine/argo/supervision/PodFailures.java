package io.pitwheel.engine.argo.supervision;

import io.pitwheel.failure.ErrorCode;
import java.util.List;
import java.util.Locale;

/** What Argo and Kubernetes say of pods that failed, in our terms. */
final class PodFailures {
  private static final List<String> OUT_OF_MEMORY = List.of("oomkilled", "out of memory");
  private static final List<String> LOST =
      List.of("evicted", "deleted", "node", "preempt", "terminated");

  private PodFailures() {}

  /** Argo has no codes, only words. */
  static ErrorCode codeOf(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (OUT_OF_MEMORY.stream().anyMatch(words::contains)) {
      return ErrorCode.RESOURCE_EXHAUSTED;
    }
    return LOST.stream().anyMatch(words::contains) ? ErrorCode.UNAVAILABLE : ErrorCode.UNKNOWN;
  }

  static String words(String message) {
    return message.isEmpty() ? "its pod failed" : "its pod failed: " + message;
  }
}
