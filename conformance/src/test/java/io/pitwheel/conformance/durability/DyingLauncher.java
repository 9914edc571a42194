package io.pitwheel.conformance.durability;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;

/** The real launcher with a point before and after every effect. */
final class DyingLauncher implements TaskLauncher {
  private final TaskLauncher launcher;
  private final Countdown countdown;

  DyingLauncher(TaskLauncher launcher, Countdown countdown) {
    this.launcher = launcher;
    this.countdown = countdown;
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    countdown.cross();
    LaunchResult result = launcher.launch(instruction);
    countdown.cross();
    return result;
  }

  @Override
  public void stop(String taskId) {
    launcher.stop(taskId);
  }
}
