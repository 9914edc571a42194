package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.command.CommandHost;
import io.pitwheel.launcher.command.TaskCommand;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.trust.OutgoingProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container that this process is in: its whole environment, its own folder, and nothing that
 * would be lacking, since the cluster has made the container as the task wants it.
 *
 * @param container its variables, as the image and the pod have them
 * @param proxy through which commands reach other networks, unless their own variables say so
 * @param folder where the container starts its program
 */
record PodHost(Map<String, String> container, OutgoingProxy proxy, Path folder)
    implements CommandHost {
  private static final String MARK = "PITWHEEL_TASK";

  /** The cluster's own variable: an address, of which no suffix of a name tells. */
  private static final String API_SERVER_HOST = "KUBERNETES_SERVICE_HOST";

  PodHost {
    container = Map.copyOf(container);
  }

  @Override
  public Map<String, String> environment(TaskCommand command) {
    Map<String, String> environment = variables(command.instruction());
    environment.put(MARK, command.instruction().mark());
    return proxy.without(container.getOrDefault(API_SERVER_HOST, "")).addedTo(environment);
  }

  /** Those of the container and of the task. */
  Map<String, String> variables(LaunchInstruction instruction) {
    var variables = new TreeMap<>(container);
    variables.putAll(instruction.executor().environment());
    variables.putAll(instruction.environment());
    return variables;
  }

  @Override
  public Map<String, String> announce(TaskCommand command, LogSink log, List<String> warnings) {
    return Map.of();
  }

  @Override
  public Path folder(TaskCommand command) {
    return folder;
  }

  @Override
  public PipelinesException withoutCommand(TaskCommand command) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "task %s has no command: the entry point of its image %s is meant, which nobody inside a container can know (expected: a command in the component)"
            .formatted(command.task(), command.instruction().executor().image()));
  }

  @Override
  public PipelinesException withoutProgram(TaskCommand command, String program) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "command \"%s\" of task %s is not on PATH %s of its image %s (expected: an image that has it)"
            .formatted(
                program,
                command.task(),
                environment(command).getOrDefault("PATH", "(not set)"),
                command.instruction().executor().image()));
  }
}
