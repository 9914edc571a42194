package io.pitwheel.cli.command;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.client.PipelinesClient.LogQuery;
import io.pitwheel.cli.command.LoggedTasks.LoggedTask;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs RUN [PATH]}: what the commands of a run's tasks wrote, byte by byte. */
@Command(
    name = "logs",
    description = "Print the logs of a run's tasks.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
  private String runId = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "",
      description =
          "Only the task at this path, such as for-loop-1/train or for-loop-1/train[0], or those"
              + " below it.")
  private String path = "";

  @Option(names = "--system", description = "Pitwheel's own words on the tasks instead.")
  private boolean isSystem;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "The attempt, from 1. Default: the newest.")
  private @Nullable Integer attempt;

  @Option(names = "--follow", description = "Wait for more until the task ends.")
  private boolean follows;

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public LogsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (attempt != null && attempt < 1) {
      throw CommandFailure.refused(
          "reading --attempt %d (expected: the number of an attempt, from 1)".formatted(attempt));
    }
    var surroundings = context.surroundings();
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      PipelinesClient client = session.client();
      List<PipelineTask> all = client.tasks(runId);
      var logged = isSystem ? LoggedTasks.all(all) : LoggedTasks.withCommands(all);
      List<LoggedTask> tasks = logged.at(path);
      if (tasks.isEmpty() && !path.isEmpty()) {
        var expected =
            CommandFailure.refused(
                "looking for logs of run %s: no log at %s (expected: %s)"
                    .formatted(runId, path, logged.expectation()));
        new SilentTasks(client, runId)
            .lines(path, expected)
            .forEach(surroundings.errors()::println);
      }
      if (follows && tasks.size() > 1) {
        throw CommandFailure.refused(
            "following logs of run %s: %d tasks (expected: a PATH that names one)"
                .formatted(runId, tasks.size()));
      }
      printAll(client, tasks);
    }
    return ExitStatus.SUCCEEDED.number();
  }

  /** Of several tasks, those whose log is there; one whose is not is told of and passed over. */
  private void printAll(PipelinesClient client, List<LoggedTask> tasks) throws IOException {
    boolean isOneOfMany = tasks.size() > 1;
    for (LoggedTask task : tasks) {
      try {
        print(client, task, isOneOfMany);
      } catch (CommandFailure failure) {
        if (!isOneOfMany || failure.exitStatus() != ExitStatus.REFUSED) {
          throw failure;
        }
        context.surroundings().errors().println(task.address().label() + ": " + failure.text());
      }
    }
  }

  private void print(PipelinesClient client, LoggedTask task, boolean isOneOfMany)
      throws IOException {
    PrintStream output = context.surroundings().output();
    var query = new LogQuery(isSystem, follows, attempt == null ? 0 : attempt);
    try (InputStream log = client.log(runId, task.taskId(), query)) {
      if (isOneOfMany) {
        output.println("==> %s <==".formatted(task.address().label()));
      }
      byte[] chunk = new byte[8192];
      int length;
      while ((length = log.read(chunk)) >= 0) {
        output.write(chunk, 0, length);
        output.flush();
      }
    }
  }
}
