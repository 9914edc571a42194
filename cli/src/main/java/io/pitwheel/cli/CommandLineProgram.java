package io.pitwheel.cli;

import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.command.DiffCommand;
import io.pitwheel.cli.command.LogsCommand;
import io.pitwheel.cli.command.RerunCommand;
import io.pitwheel.cli.command.RunCommand;
import io.pitwheel.cli.command.ServerCommand;
import io.pitwheel.cli.command.SettingsCommand;
import io.pitwheel.cli.command.ValidateCommand;
import io.pitwheel.cli.command.WhyCommand;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.surroundings.Surroundings;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** From the words of a command line to an exit code. */
public final class CommandLineProgram {
  private final Surroundings surroundings;
  private final CommandLine commandLine;

  /**
   * @param contributed verbs of other modules
   */
  public CommandLineProgram(CommandContext context, Iterable<ContributedCommand> contributed) {
    surroundings = context.surroundings();
    commandLine =
        new CommandLine(new PitwheelCommand())
            .addSubcommand(new RunCommand(context))
            .addSubcommand(new RerunCommand(context))
            .addSubcommand(new DiffCommand(context))
            .addSubcommand(new ServerCommand(context))
            .addSubcommand(new ValidateCommand(context))
            .addSubcommand(new LogsCommand(context))
            .addSubcommand(new WhyCommand(context))
            .addSubcommand(new SettingsCommand(context));
    contributed.forEach(commandLine::addSubcommand);
    commandLine
        .addSubcommand(new HelpCommand())
        .setOut(writer(surroundings.output()))
        .setErr(writer(surroundings.errors()))
        .setParameterExceptionHandler(new UsageRefusal(surroundings))
        .setExecutionExceptionHandler((exception, command, words) -> tell(exception));
  }

  /** Runs the command that the words name; answers what the shell is to be told. */
  public int run(String... words) {
    if (words.length == 0) {
      commandLine.usage(surroundings.errors());
      return ExitStatus.REFUSED.number();
    }
    int exitCode = commandLine.execute(words);
    surroundings.output().flush();
    surroundings.errors().flush();
    return exitCode;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  private int tell(Exception exception) {
    switch (exception) {
      case CommandFailure failure -> {
        surroundings.errors().println("pitwheel: " + failure.text());
        return failure.exitStatus().number();
      }
      case ServerLost lost -> surroundings.errors().println("pitwheel: " + lost.getMessage());
      default -> {
        surroundings.errors().println("pitwheel: a defect of this program:");
        exception.printStackTrace(surroundings.errors());
      }
    }
    return ExitStatus.TROUBLE.number();
  }
}
