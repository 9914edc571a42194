package io.pitwheel.cli.command;

import io.pitwheel.cli.run.ExecutionOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for with {@code run}.
 *
 * @param parameters each {@code NAME=VALUE}
 * @param parametersFile null for none
 * @param isDetached not to wait for the end
 * @param isForScripts the result as JSON instead of a table
 */
record RunOrder(
    Path file,
    List<String> parameters,
    @Nullable Path parametersFile,
    Labels labels,
    ExecutionOptions options,
    boolean isDetached,
    boolean isForScripts) {
  RunOrder {
    parameters = List.copyOf(parameters);
  }

  /** What the run is called and where it belongs; each may be empty. */
  record Labels(String name, String experiment, String pipelineRoot) {}
}
