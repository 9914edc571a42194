package io.pitwheel.launcher.command;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.ProgramSearch;
import io.pitwheel.launcher.python.ProcessPlan;
import io.pitwheel.launcher.python.PythonPlanner;
import io.pitwheel.objectstore.folder.LocalFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the command as a process beside this one. */
public final class ProcessTaskRunner implements TaskRunner {
  private final CommandRunner runner;
  private final CommandHost host;
  private final PythonPlanner planner;

  public ProcessTaskRunner(CommandRunner runner, CommandHost host, PythonPlanner planner) {
    this.runner = runner;
    this.host = host;
    this.planner = planner;
  }

  /** The command is this user, and could read whatever its output names. */
  @Override
  public LocalFolders reach(TaskCommand command) {
    return LocalFolders.EVERYWHERE;
  }

  @Override
  public Path folder(TaskCommand command) {
    return host.folder(command);
  }

  @Override
  public CommandEnd run(TaskCommand command, LogSink log, List<String> warnings)
      throws InterruptedException {
    var environment = new TreeMap<>(host.environment(command));
    environment.putAll(host.announce(command, log, warnings));
    requirePrograms(command);
    var all = new ArrayList<>(command.command());
    all.addAll(command.arguments());
    ProcessPlan plan =
        planner.plan(
            all, environment, command.instruction().sdkVersion(), command.folders().work(), log);
    warnings.addAll(plan.warnings());
    return runner.run(
        new CommandRequest(
            plan.command(),
            host.folder(command),
            plan.environment(),
            command.instruction().timeout()),
        log);
  }

  /** The program that this host does not have; empty when it has all. */
  Optional<String> missingProgram(TaskCommand command) {
    String searchPath = host.environment(command).getOrDefault("PATH", ProgramSearch.DEFAULT_PATH);
    Path folder = host.folder(command);
    return PythonPlanner.programs(command.command()).stream()
        .filter(program -> ProgramSearch.find(program, searchPath, folder).isEmpty())
        .findFirst();
  }

  private void requirePrograms(TaskCommand command) {
    if (command.command().isEmpty()) {
      throw host.withoutCommand(command);
    }
    missingProgram(command)
        .ifPresent(program -> {
          throw host.withoutProgram(command, program);
        });
  }
}
