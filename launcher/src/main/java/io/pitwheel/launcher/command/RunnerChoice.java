package io.pitwheel.launcher.command;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.container.ContainerEngine;
import io.pitwheel.launcher.container.ContainerEngineProbe;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.objectstore.folder.LocalFolders;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the runner: {@code process} or {@code container} as asked for; {@code auto} is a process,
 * and a container when the command is not on this host and an engine answers.
 */
public final class RunnerChoice {
  private final ProcessTaskRunner processRunner;
  private final CommandRunner runner;
  private final HostEnvironment host;
  private final ContainerEngineProbe probe;
  private final LocalFolders mountable;

  /**
   * @param mountable folders of this machine that a container may be given for its inputs
   */
  public RunnerChoice(
      ProcessTaskRunner processRunner,
      CommandRunner runner,
      HostEnvironment host,
      ContainerEngineProbe probe,
      LocalFolders mountable) {
    this.processRunner = processRunner;
    this.runner = runner;
    this.host = host;
    this.probe = probe;
    this.mountable = mountable;
  }

  /**
   * @param warnings gets what no runner grants
   * @throws PipelinesException FAILED_PRECONDITION when no engine answers and one is asked for,
   *     INVALID_ARGUMENT for another word
   */
  public TaskRunner choose(TaskCommand command, List<String> warnings) throws InterruptedException {
    ReservedVariables.warn(command, warnings);
    return switch (command.instruction().runner()) {
      case "process" -> processRunner;
      case "container" ->
          engine()
              .orElseThrow(() ->
                  new PipelinesException(
                      ErrorCode.FAILED_PRECONDITION,
                      "running task %s in a container: neither docker nor podman answers (expected: one of them installed and running, or the runner process)"
                          .formatted(command.task())));
      case "auto" -> automatic(command);
      case String other ->
          throw new PipelinesException(
              ErrorCode.INVALID_ARGUMENT,
              "runner: %s (expected: process, container or auto)".formatted(other));
    };
  }

  private TaskRunner automatic(TaskCommand command) throws InterruptedException {
    boolean runsHere =
        !command.command().isEmpty() && processRunner.missingProgram(command).isEmpty();
    if (runsHere || command.instruction().executor().image().isEmpty()) {
      return processRunner;
    }
    Optional<TaskRunner> container = engine();
    // Without an engine the process runner says what is missing.
    return container.isPresent() ? container.get() : processRunner;
  }

  private Optional<TaskRunner> engine() throws InterruptedException {
    Optional<ContainerEngine> engine = probe.find();
    return engine.map(found -> new ContainerTaskRunner(runner, host, found, mountable));
  }
}
