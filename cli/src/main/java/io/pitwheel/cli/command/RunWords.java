package io.pitwheel.cli.command;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.run.ExecutionOptions;
import io.pitwheel.cli.surroundings.Surroundings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every verb has that starts a run. */
final class RunWords {
  /** Where the result is written. */
  enum Output {
    table,
    json
  }

  /** Where tasks run. */
  enum Runner {
    process,
    container,
    auto
  }

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter: verbatim when it is declared STRING, JSON otherwise.")
  private List<String> parameters = List.of();

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description = "Parameters as one JSON object; -p wins over it.")
  private @Nullable Path parametersFile;

  @Option(names = "--name", paramLabel = "NAME", description = "The name of the run.")
  private String name = "";

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Its experiment; made when there is none of that name.")
  private String experiment = "";

  @Option(names = "--no-cache", description = "Run every task, also where results are at hand.")
  private boolean isCacheDisabled;

  @Option(
      names = "--pipeline-root",
      paramLabel = "URI",
      description = "Where artifacts are kept, instead of the data folder.")
  private String pipelineRoot = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Terminate the run after this long, such as 1h30m.")
  private String timeout = "";

  @Option(
      names = "--detach",
      description =
          "Do not wait: print the run's id, or with --output json a document of what is known;"
              + " needs a server that stays.")
  private boolean isDetached;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
  private Output output = Output.table;

  @Option(
      names = "--runner",
      paramLabel = "process|container|auto",
      description = "Where tasks run. Default: auto.")
  private @Nullable Runner runner;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Tasks at once. Default: the number of cores. A server that runs already keeps its own.")
  private @Nullable Integer slots;

  @Option(
      names = "--env",
      paramLabel = "NAME[=VALUE]",
      description = "A variable for every task; without a value, the one that is set here.")
  private List<String> variables = List.of();

  @Option(
      names = "--kfp-version",
      paramLabel = "VERSION",
      description =
          "The kfp package to use instead of the pinned one. Default: PITWHEEL_KFP_VERSION.")
  private @Nullable String sdkVersion;

  boolean isForScripts() {
    return output == Output.json;
  }

  /**
   * What they ask for.
   *
   * @param file the pipeline; the empty path for none
   */
  RunOrder order(Path file, Surroundings surroundings) {
    if (slots != null && slots < 1) {
      throw CommandFailure.refused("reading --slots %d (expected: at least 1)".formatted(slots));
    }
    var options =
        new ExecutionOptions(
            isCacheDisabled,
            runner == null ? "" : runner.name(),
            slots == null ? 0 : slots,
            ExecutionOptions.readEnvironment(variables, surroundings.environment()),
            sdkVersion == null
                ? surroundings.variable("PITWHEEL_KFP_VERSION").orElse("")
                : sdkVersion,
            timeout);
    return new RunOrder(
        file,
        parameters,
        parametersFile,
        new RunOrder.Labels(name, experiment, pipelineRoot),
        options,
        isDetached,
        isForScripts());
  }
}
