package io.pitwheel.cli.command;

import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import java.nio.file.Path;
import java.util.UUID;
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
    String runId = UUID.randomUUID().toString();
    try (var session =
        new ServerSession(
            serverOptions.choice(context.surroundings()),
            context.servers(),
            context.surroundings().clock())) {
      return new PipelineRunning(context, session, serverOptions.words())
          .run(runId, words.order(file, context.surroundings()))
          .number();
    } catch (ServerLost exception) {
      return fail(runId, CommandFailure.trouble(String.valueOf(exception.getMessage()), exception));
    } catch (CommandFailure exception) {
      return fail(runId, exception);
    }
  }

  private int fail(String runId, CommandFailure failure) {
    return RunRefusal.tell(context.surroundings(), runId, words.isForScripts(), failure);
  }
}
