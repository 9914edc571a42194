package io.pitwheel.cli.command;

import io.pitwheel.cli.outcome.CommandFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerun RUN --from PATH}: a new run that keeps what another has before a task. */
@Command(
    name = "rerun",
    description = {
      "Make a new run that repeats another from a task on.",
      "That task, what is inside it and what depends on it run again. Every other task takes over",
      "its outputs if it succeeded, its definition and inputs are the same and its artifacts still",
      "exist. What would happen is shown first; on a terminal you are asked."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What is not given is as in the earlier run: pipeline, parameters, experiment, options.",
      "Exit codes: as of run; 0 also when you answer no, and for --dry-run."
    })
public final class RerunCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of a run that has ended.")
  private String earlierRunId = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "A new version of the pipeline, compiled. Default: that of the earlier run.")
  private @Nullable Path file;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description =
          "The task to start again from, such as train, for-loop-1, for-loop-1/train[0], or"
              + " for-loop-1[0] for one whole iteration.")
  private String from = "";

  @Option(
      names = "--pipeline-version",
      paramLabel = "ID",
      description = "A version of the pipeline that the server keeps, instead of FILE.")
  private String versionId = "";

  @Option(names = "--dry-run", description = "Only show what would be reused and what would run.")
  private boolean isDryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean isConfirmed;

  @Mixin private RunWords words = new RunWords();

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public RerunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return new RunMaking(context, serverOptions, words.isForScripts())
        .make((runId, session, running) ->
            new RunRepeating(context, session, running).run(runId, order()));
  }

  private RerunOrder order() {
    if (file != null && !versionId.isEmpty()) {
      throw CommandFailure.refused(
          "reading FILE %s and --pipeline-version %s: both name a pipeline (expected: one of them)"
              .formatted(file, versionId));
    }
    return new RerunOrder(
        earlierRunId,
        from,
        versionId,
        isDryRun,
        isConfirmed,
        words.order(file == null ? Path.of("") : file, context.surroundings()));
  }
}
