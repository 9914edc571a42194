package io.pitwheel.launcher.command;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a command finds around it when it runs as a process: on a machine, or in a container. */
public interface CommandHost {
  /** All variables that the command gets, but for those of {@link #announce}. */
  Map<String, String> environment(TaskCommand command);

  /**
   * Says what the command asks for and does not get.
   *
   * @return further variables, for what it gets in another way
   */
  Map<String, String> announce(TaskCommand command, LogSink log, List<String> warnings);

  /** Where the command runs: what its relative paths are relative to. */
  Path folder(TaskCommand command);

  /** What is said when the entry point of an image is meant. */
  PipelinesException withoutCommand(TaskCommand command);

  /** What is said when a program is not there. */
  PipelinesException withoutProgram(TaskCommand command, String program);
}
