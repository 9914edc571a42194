package io.pitwheel.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command to run.
 *
 * @param arguments the program first
 * @param folder where it runs
 * @param environment all of it: nothing of ours is added
 * @param timeout null for none
 */
public record CommandRequest(
    List<String> arguments,
    Path folder,
    Map<String, String> environment,
    @Nullable Duration timeout) {
  public CommandRequest {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  public String program() {
    return arguments.getFirst();
  }

  /** The mark of the attempt in the environment. */
  Optional<String> mark() {
    return Optional.ofNullable(environment.get(ProcessTable.MARK_VARIABLE));
  }
}
