package io.pitwheel.engine.argo.supervision;

import io.pitwheel.failure.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Argo and Kubernetes say of pods that failed, in our terms. */
final class PodFailures {
  /** Argo has no codes, only words; the first that fit count. */
  private static final Map<ErrorCode, List<String>> WORDS = words();

  private PodFailures() {}

  private static Map<ErrorCode, List<String>> words() {
    var words = new LinkedHashMap<ErrorCode, List<String>>();
    words.put(ErrorCode.RESOURCE_EXHAUSTED, List.of("oomkilled", "out of memory"));
    words.put(ErrorCode.DEADLINE_EXCEEDED, List.of("longer than the specified deadline"));
    // The API server refuses to make the pod: an admin's rule, or a field that is wrong.
    words.put(ErrorCode.PERMISSION_DENIED, List.of(" is forbidden: "));
    words.put(ErrorCode.INVALID_ARGUMENT, List.of(" is invalid: "));
    words.put(
        ErrorCode.UNAVAILABLE, List.of("evicted", "deleted", "node", "preempt", "terminated"));
    return words;
  }

  static ErrorCode codeOf(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(said::contains))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(ErrorCode.UNKNOWN);
  }

  static String words(String message) {
    return message.isEmpty() ? "its pod failed" : "its pod failed: " + message;
  }
}
