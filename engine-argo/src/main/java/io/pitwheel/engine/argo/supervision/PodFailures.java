package io.pitwheel.engine.argo.supervision;

import io.pitwheel.failure.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Argo and Kubernetes say of pods that failed, in our terms. */
final class PodFailures {
  /** What a launcher ends with that was told to end; a command's own such end it tells itself. */
  private static final String STOPPED = "(exit code 143)";

  /** Argo has no codes, only words; the first that fit count. */
  private static final Map<ErrorCode, List<String>> WORDS = words();

  /** No other pod of the task would do better. */
  static final ErrorCode DOOMED = ErrorCode.FAILED_PRECONDITION;

  private PodFailures() {}

  private static Map<ErrorCode, List<String>> words() {
    var words = new LinkedHashMap<ErrorCode, List<String>>();
    words.put(ErrorCode.RESOURCE_EXHAUSTED, List.of("oomkilled", "out of memory"));
    words.put(ErrorCode.DEADLINE_EXCEEDED, List.of("longer than the specified deadline"));
    // The API server refuses to make the pod: an admin's rule, or a field that is wrong.
    words.put(ErrorCode.PERMISSION_DENIED, List.of(" is forbidden: "));
    words.put(ErrorCode.INVALID_ARGUMENT, List.of(" is invalid: "));
    words.put(
        ErrorCode.UNAVAILABLE,
        List.of("evicted", "deleted", "node", "preempt", "terminated", STOPPED));
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

  /** Whether a pod that waits for this will never begin, whatever happens besides. */
  static boolean isDoomed(String words) {
    return words.contains("InvalidImageName: ")
        || words.contains("container has runAsNonRoot and ");
  }

  static String doom(String words) {
    return "its pod can never begin: " + words;
  }

  static String words(String message) {
    if (message.isEmpty()) {
      return "its pod failed";
    }
    return message.contains(STOPPED)
        ? "its pod failed: it was told to end: " + message
        : "its pod failed: " + message;
  }
}
