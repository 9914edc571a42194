package io.pitwheel.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "A compiled pipeline, YAML or JSON.")
  private Path file = Path.of("");

  @Mixin private RunWords words = new RunWords();

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new RunMaking(context, serverOptions, words.isForScripts())
        .make((runId, _, running) -> running.run(runId, words.order(file, context.surroundings())));
  }
}
