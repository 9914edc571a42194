package io.pitwheel.launcher.python;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TailBuffer;
import io.pitwheel.launcher.process.CommandEnd;
import java.util.List;
import java.util.Map;

/**
 * One command of an installer.
 *
 * @param purpose such as {@code installing six==1.16.0}
 */
record InstallStep(String purpose, List<String> arguments, Map<String, String> variables) {
  private static final int TAIL_BYTES = 2000;

  /**
   * Runs it.
   *
   * @throws PipelinesException UNAVAILABLE with the end of what it printed
   */
  void run(InstallCommands commands, LogSink log) throws InterruptedException {
    var tail = new TailBuffer(TAIL_BYTES);
    CommandEnd end = commands.run(arguments, variables, log.and(tail));
    if (end instanceof CommandEnd.Exited(int code) && code != 0) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "%s: %s ended with exit code %d: %s"
              .formatted(purpose, arguments.getFirst(), code, tail.text().strip()));
    }
  }
}
