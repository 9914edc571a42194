package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the commands that make environments.
 *
 * @param folder where they run; it exists
 * @param environment what they see of the host's, with the mark of the attempt that waits for them
 */
record InstallCommands(CommandRunner runner, Path folder, Map<String, String> environment) {
  /** Runs one with further variables; what it prints goes to the sink. */
  CommandEnd run(List<String> arguments, Map<String, String> further, LogSink sink)
      throws InterruptedException {
    var merged = new TreeMap<>(environment);
    merged.putAll(further);
    return runner.run(new CommandRequest(arguments, folder, merged, null), sink);
  }

  /** Whether it ended with exit code 0. */
  boolean succeed(List<String> arguments, Map<String, String> further, LogSink sink)
      throws InterruptedException {
    return run(arguments, further, sink).equals(new CommandEnd.Exited(0));
  }
}
