package io.pitwheel.launch;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.task.TaskValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
public sealed interface LaunchResult {
  /** What the user should know although it went on, or besides why it failed. */
  List<String> warnings();

  /** The same end with these warnings instead of its own. */
  default LaunchResult withWarnings(List<String> others) {
    List<String> all = List.copyOf(others);
    return switch (this) {
      case Succeeded(var outputs, _) -> new Succeeded(outputs, all);
      case Failed(var failure, var exitCode, boolean mayRetry, _) ->
          new Failed(failure, exitCode, mayRetry, all);
      case Stopped _ -> new Stopped(all);
    };
  }

  /** Exit code 0 and every declared output published. */
  record Succeeded(TaskValues outputs, List<String> warnings) implements LaunchResult {}

  /**
   * It did not work.
   *
   * @param exitCode of the command, null when it did not start or was ended by a signal
   * @param mayRetry false when another attempt must fail too, such as a missing program
   */
  record Failed(
      TaskFailure failure, @Nullable Integer exitCode, boolean mayRetry, List<String> warnings)
      implements LaunchResult {}

  /** It was stopped because the run is. */
  record Stopped(List<String> warnings) implements LaunchResult {}
}
