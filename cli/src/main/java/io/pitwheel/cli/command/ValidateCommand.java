package io.pitwheel.cli.command;

import io.pitwheel.api.v1.ValidatePipelineResponse;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.run.PipelineFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code validate FILE}: says whether a run of the file would be accepted. Stores nothing. */
@Command(
    name = "validate",
    description = "Check a compiled pipeline without running it.",
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "A compiled pipeline, YAML or JSON.")
  private Path file = Path.of("");

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public ValidateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    String text = PipelineFile.read(file);
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      ValidatePipelineResponse answer = checked(session, text);
      answer
          .getWarningsList()
          .forEach(warning -> surroundings.errors().println("warning: " + warning));
      surroundings
          .output()
          .println(
              "%s is valid: pipeline %s, tasks %d, components %d"
                  .formatted(
                      file,
                      answer.getPipelineName(),
                      answer.getTaskCount(),
                      answer.getComponentCount()));
    }
    return ExitStatus.SUCCEEDED.number();
  }

  private ValidatePipelineResponse checked(ServerSession session, String text) {
    try {
      return session.client().validate(text);
    } catch (CommandFailure exception) {
      throw exception.about(file);
    }
  }
}
