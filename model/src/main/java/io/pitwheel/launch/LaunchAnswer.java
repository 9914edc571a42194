package io.pitwheel.launch;

/** What a launcher in a pod is told. */
public sealed interface LaunchAnswer {
  /** It runs this. */
  record Begin(LaunchInstruction instruction) implements LaunchAnswer {}

  /**
   * It ends without running anything.
   *
   * @param reason for the log of the pod
   */
  record NothingToRun(String reason) implements LaunchAnswer {}
}
