package io.pitwheel.launcher.process;

import java.io.IOException;

/** Starts processes: with no input, both outputs in one stream, in the request's folder. */
interface CommandStarter {
  /**
   * @throws IOException saying what the system says
   */
  Process start(CommandRequest request) throws IOException;

  /** What belongs to a process that this has started. */
  ProcessFamily familyOf(Process process);
}
