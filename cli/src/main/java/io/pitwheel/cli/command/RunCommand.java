package io.pitwheel.cli.command;

import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.result.ResultDocument;
import io.pitwheel.cli.run.ExecutionOptions;
import io.pitwheel.cli.surroundings.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run FILE}: runs a compiled pipeline and says how it ended. */
@Command(
    name = "run",
    description = "Run a compiled pipeline and wait for its end.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 succeeded, 1 run failed, 2 refused input, 3 server or engine trouble,",
      "130 interrupted (the first Ctrl-C terminates the run, a second one ends at once)."
    })
public final class RunCommand implements Callable<Integer> {
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

  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "A compiled pipeline, YAML or JSON.")
  private Path file = Path.of("");

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
          "Do not wait: print the run's id, or with --output json a document of what is known; needs"
              + " a server that stays.")
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

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String runId = UUID.randomUUID().toString();
    try (var session =
        new ServerSession(
            serverOptions.choice(context.surroundings()),
            context.servers(),
            context.surroundings().clock())) {
      return new PipelineRunning(context, session, serverOptions.words())
          .run(runId, order())
          .number();
    } catch (ServerLost exception) {
      return fail(runId, CommandFailure.trouble(String.valueOf(exception.getMessage()), exception));
    } catch (CommandFailure exception) {
      return fail(runId, exception);
    }
  }

  private RunOrder order() {
    if (slots != null && slots < 1) {
      throw CommandFailure.refused("reading --slots %d (expected: at least 1)".formatted(slots));
    }
    Surroundings surroundings = context.surroundings();
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
        output == Output.json);
  }

  private int fail(String runId, CommandFailure failure) {
    Surroundings surroundings = context.surroundings();
    boolean isRefused = failure.exitStatus() == ExitStatus.REFUSED;
    if (output == Output.json) {
      // A run that was asked for may exist: its id lets a script look for it later.
      surroundings
          .output()
          .println(
              ResultDocument.ofFailure(
                      isRefused ? null : runId,
                      isRefused ? "REFUSED" : "RUNTIME_STATE_UNSPECIFIED",
                      failure)
                  .text());
    }
    if (output != Output.json || !isRefused) {
      surroundings.errors().println("pitwheel: " + failure.text());
    }
    return failure.exitStatus().number();
  }
}
