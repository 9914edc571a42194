package io.pitwheel.launcher.command;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.platform.ProcessNotices;
import io.pitwheel.launcher.platform.VolumeVariables;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.ProgramSearch;
import io.pitwheel.launcher.python.ProcessPlan;
import io.pitwheel.launcher.python.PythonPlanner;
import io.pitwheel.launcher.staging.ModelImage;
import io.pitwheel.objectstore.folder.LocalFolders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the command as a process of this host. The image is not looked at. */
public final class ProcessTaskRunner implements TaskRunner {
  private final CommandRunner runner;
  private final HostEnvironment host;
  private final PythonPlanner planner;

  public ProcessTaskRunner(CommandRunner runner, HostEnvironment host, PythonPlanner planner) {
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
  public CommandEnd run(TaskCommand command, LogSink log, List<String> warnings)
      throws InterruptedException {
    String image = command.instruction().executor().image();
    if (!image.isEmpty()) {
      warnings.add("image %s ignored by the process runner".formatted(image));
    }
    var instruction = command.instruction();
    ProcessNotices.add(
        instruction.platform().needs(), instruction.executor().resources(), warnings);
    for (ModelImage model : ModelImage.among(instruction.inputs().artifacts())) {
      warnings.add(
          "model image %s is not opened by the process runner, so nothing stands at %s (expected: --runner container, or an importer of a folder on this machine)"
              .formatted(model.image(), model.folder()));
    }
    Map<String, String> environment = environment(command);
    environment.putAll(volumes(command, log, warnings));
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
            command.folders().work(),
            plan.environment(),
            command.instruction().timeout()),
        log);
  }

  /** What is not where it was wanted stands in the log too: there the task will complain of it. */
  private static Map<String, String> volumes(
      TaskCommand command, LogSink log, List<String> warnings) {
    var notices = new ArrayList<String>();
    Map<String, String> variables = VolumeVariables.of(command.platform().mounts(), notices);
    for (String notice : notices) {
      byte[] line = ("[pitwheel] " + notice + "\n").getBytes(StandardCharsets.UTF_8);
      log.append(line, line.length);
    }
    warnings.addAll(notices);
    return variables;
  }

  /** The program that this host does not have; empty when it has all. */
  Optional<String> missingProgram(TaskCommand command) {
    String searchPath = String.valueOf(environment(command).get("PATH"));
    Path folder = command.folders().work();
    return PythonPlanner.programs(command.command()).stream()
        .filter(program -> ProgramSearch.find(program, searchPath, folder).isEmpty())
        .findFirst();
  }

  private void requirePrograms(TaskCommand command) {
    String image = command.instruction().executor().image();
    if (command.command().isEmpty()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "task %s has no command: the entry point of its image %s is meant (expected: a container engine that answers, docker or podman, and not the process runner)"
              .formatted(command.task(), image));
    }
    missingProgram(command)
        .ifPresent(program -> {
          throw new PipelinesException(
              ErrorCode.FAILED_PRECONDITION,
              "command \"%s\" of task %s is not on PATH (expected: installed on this host, or a container engine that answers, docker or podman, for its image %s)"
                  .formatted(program, command.task(), image));
        });
  }

  private Map<String, String> environment(TaskCommand command) {
    var environment = new TreeMap<>(host.forTasks());
    environment.putAll(command.ownEnvironment());
    return environment;
  }
}
