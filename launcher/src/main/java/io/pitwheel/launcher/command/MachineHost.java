package io.pitwheel.launcher.command;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.platform.ProcessNotices;
import io.pitwheel.launcher.platform.VolumeVariables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** This machine: no image is looked at, and volumes are folders. */
public final class MachineHost implements CommandHost {
  private final HostEnvironment host;

  public MachineHost(HostEnvironment host) {
    this.host = host;
  }

  @Override
  public Map<String, String> environment(TaskCommand command) {
    var environment = new TreeMap<>(host.forTasks());
    environment.putAll(command.ownEnvironment());
    return environment;
  }

  @Override
  public Map<String, String> announce(TaskCommand command, LogSink log, List<String> warnings) {
    var instruction = command.instruction();
    String image = instruction.executor().image();
    if (!image.isEmpty()) {
      warnings.add("image %s ignored by the process runner".formatted(image));
    }
    ProcessNotices.add(
        instruction.platform().needs(), instruction.executor().resources(), warnings);
    for (ModelImage model : ModelImage.among(instruction.inputs().artifacts())) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "model image %s of task %s cannot be opened by the process runner, so nothing would stand at %s (expected: --runner container, or an importer of a folder on this machine)"
              .formatted(model.image(), command.task(), model.path()));
    }
    return volumes(command, log, warnings);
  }

  @Override
  public Path folder(TaskCommand command) {
    return command.folders().work();
  }

  @Override
  public PipelinesException withoutCommand(TaskCommand command) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "task %s has no command: the entry point of its image %s is meant (expected: a container engine that answers, docker or podman, and not the process runner)"
            .formatted(command.task(), command.instruction().executor().image()));
  }

  @Override
  public PipelinesException withoutProgram(TaskCommand command, String program) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "command \"%s\" of task %s is not on PATH (expected: installed on this host, or a container engine that answers, docker or podman, for its image %s)"
            .formatted(program, command.task(), command.instruction().executor().image()));
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
}
