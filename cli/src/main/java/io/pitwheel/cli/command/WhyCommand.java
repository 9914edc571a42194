package io.pitwheel.cli.command;

import io.pitwheel.api.v1.TaskExplanation;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.progress.TaskAddress;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code why RUN PATH}: why a task ran, was skipped, or used the outputs of another. */
@Command(
    name = "why",
    description = "Say why a task of a run ran, was skipped or was cached.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
  private String runId = "";

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description = "The task, such as train, for-loop-1/train or for-loop-1/train[0].")
  private String path = "";

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public WhyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      session
          .client()
          .explanations(runId, path)
          .forEach(task -> print(task, surroundings.output()));
    }
    return ExitStatus.SUCCEEDED.number();
  }

  private static void print(TaskExplanation task, PrintStream output) {
    var address = new TaskAddress(task.getPath(), task.getIterationList());
    output.println(address.label() + "  " + task.getState());
    if (!task.getDecision().isEmpty()) {
      output.println("  " + task.getDecision());
    }
    if (!task.getReason().isEmpty()) {
      output.println("  " + task.getReason());
    }
    task.getWarningsList().forEach(warning -> output.println("  warning: " + warning));
  }
}
