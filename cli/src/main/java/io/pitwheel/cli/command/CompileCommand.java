package io.pitwheel.cli.command;

import io.pitwheel.api.v1.CompilePipelineRequest;
import io.pitwheel.api.v1.CompilePipelineRequest.Format;
import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.run.PipelineFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compile FILE}: prints the Workflow that a run of the file would be on Kubernetes. */
@Command(
    name = "compile",
    description = "Print the Argo Workflow that a run of a compiled pipeline would be.",
    mixinStandardHelpOptions = true)
public final class CompileCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FILE", description = "A compiled pipeline, YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "yaml (the default), or json: compact, one Workflow a line.")
  private Output output = Output.yaml;

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public CompileCommand(CommandContext context) {
    this.context = context;
  }

  /** As it is typed. */
  enum Output {
    yaml,
    json
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    var request =
        CompilePipelineRequest.newBuilder()
            .setPipeline(PipelineFile.read(file))
            .setFormat(output == Output.yaml ? Format.YAML : Format.JSON)
            .build();
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      surroundings.output().print(compiled(session, request));
    }
    surroundings.output().flush();
    return ExitStatus.SUCCEEDED.number();
  }

  private String compiled(ServerSession session, CompilePipelineRequest request) {
    try {
      return session.client().compile(request);
    } catch (CommandFailure exception) {
      throw exception.about(file);
    }
  }
}
