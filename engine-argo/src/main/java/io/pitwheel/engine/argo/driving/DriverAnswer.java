package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Workflow is told about one task it asks for. The same key always gets the same. */
public sealed interface DriverAnswer {
  /** The one word of the answer; empty when the node that asks is to fail. */
  default Optional<String> word() {
    return switch (this) {
      case Launch _, Enter _ -> Optional.of("1");
      case Iterate(int count) -> Optional.of(Integer.toString(count));
      case Rest _ -> Optional.of("0");
      case Fail _ -> Optional.empty();
    };
  }

  /**
   * A pod is to run.
   *
   * @param task what it runs; null when the task has ended since, so that a repeated answer is of
   *     no use to any pod
   */
  record Launch(@Nullable LaunchTask task) implements DriverAnswer {}

  /** A graph that was entered: the tasks inside are asked for by themselves. */
  record Enter() implements DriverAnswer {}

  /** A loop: so many iterations, from 0. */
  record Iterate(int count) implements DriverAnswer {}

  /** Nothing is to run: it was skipped, imported, or its outputs are there already. */
  record Rest() implements DriverAnswer {}

  /** The node fails, and with it what waits for its success. */
  record Fail(String message) implements DriverAnswer {}
}
