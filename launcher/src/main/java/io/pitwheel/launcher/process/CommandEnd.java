package io.pitwheel.launcher.process;

/** How a command ended. */
public sealed interface CommandEnd {
  /** By itself, or by somebody's signal: then the code is 128 and the signal. */
  record Exited(int code) implements CommandEnd {}

  /** It was ended because its time was over. */
  record TimedOut() implements CommandEnd {}
}
