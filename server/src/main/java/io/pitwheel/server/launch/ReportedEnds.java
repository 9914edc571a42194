package io.pitwheel.server.launch;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import java.util.List;

/** Ends as rows keep them: a launcher may have printed anything into its messages. */
final class ReportedEnds {
  private static final int MAX_MESSAGE_LENGTH = 16 * 1024;
  private static final int MAX_WARNINGS = 100;

  private ReportedEnds() {}

  /** The same with texts that are shortened at their ends, and the first of many warnings. */
  static LaunchResult bounded(LaunchResult result) {
    List<String> warnings =
        result.warnings().stream().limit(MAX_WARNINGS).map(ReportedEnds::cut).toList();
    return (result instanceof Failed failed ? withFailureCut(failed) : result)
        .withWarnings(warnings);
  }

  private static Failed withFailureCut(Failed failed) {
    TaskFailure failure = failed.failure();
    return new Failed(
        new TaskFailure(failure.code(), cut(failure.message()), cut(failure.path())),
        failed.exitCode(),
        failed.mayRetry(),
        failed.warnings());
  }

  /** Not between the halves of a character. */
  private static String cut(String text) {
    if (text.length() <= MAX_MESSAGE_LENGTH) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(MAX_MESSAGE_LENGTH - 1))
            ? MAX_MESSAGE_LENGTH - 1
            : MAX_MESSAGE_LENGTH;
    return text.substring(0, end) + "…";
  }
}
