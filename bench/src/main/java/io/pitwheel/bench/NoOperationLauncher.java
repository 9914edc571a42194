package io.pitwheel.bench;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.task.TaskValues;
import java.util.List;

/** Succeeds at once: what is left is the engine and the disk. */
final class NoOperationLauncher implements TaskLauncher {
  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    return new LaunchResult.Succeeded(TaskValues.NONE, List.of());
  }

  @Override
  public void stop(String taskId) {
    // Nothing is ever under way.
  }
}
