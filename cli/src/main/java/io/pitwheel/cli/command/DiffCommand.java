package io.pitwheel.cli.command;

import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.result.ComparisonTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff RUN RUN}: what differs between two runs. */
@Command(
    name = "diff",
    description = {
      "Say what differs between two runs: the runs themselves, their pipelines, parameters and",
      "tasks. What is equal is left out."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 whether or not they differ, 2 for an unknown run, 3 server trouble."
    })
public final class DiffCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of a run.")
  private String runId = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The id of another.")
  private String otherRunId = "";

  @Option(
      names = "--output",
      paramLabel = "table|json",
      defaultValue = "table",
      description = "How it is printed. Default: ${DEFAULT-VALUE}.")
  private RunWords.Output output = RunWords.Output.table;

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public DiffCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      String text = session.client().comparison(runId, otherRunId);
      if (output == RunWords.Output.json) {
        surroundings.output().println(text.strip());
      } else {
        ComparisonTable.parse(text).lines().forEach(surroundings.output()::println);
      }
    }
    return ExitStatus.SUCCEEDED.number();
  }
}
