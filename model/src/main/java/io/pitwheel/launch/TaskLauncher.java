package io.pitwheel.launch;

/** Runs one attempt of one task to its end. Safe for many threads. */
public interface TaskLauncher {
  /**
   * Blocks until the attempt has ended and its outputs are published. Interrupting the calling
   * thread, or {@link #stop}, ends the command and everything it started. Never throws for what the
   * user's command does.
   */
  LaunchResult launch(LaunchInstruction instruction);

  /** Stops an attempt if it is under way. */
  void stop(String taskId);
}
