package io.pitwheel.launcher.platform;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.value.JsonValue;
import java.util.List;

/**
 * One attempt with what it asks for.
 *
 * @param warnings gets what the user should know
 */
record AttemptNeeds(LaunchInstruction instruction, AttemptFolders folders, List<String> warnings) {
  PlatformNeeds<JsonValue> needs() {
    return instruction.platform().needs();
  }

  /** For messages. */
  String task() {
    return instruction.reference().path().slashed();
  }

  /** Another attempt would find the same. */
  PipelinesException refused(String tried, String found, String expected) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "%s for task %s: %s (expected: %s)".formatted(tried, task(), found, expected));
  }
}
