package io.pitwheel.cli;

import io.pitwheel.cli.client.ServerLost;
import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.command.CompileCommand;
import io.pitwheel.cli.command.DiffCommand;
import io.pitwheel.cli.command.LogsCommand;
import io.pitwheel.cli.command.RerunCommand;
import io.pitwheel.cli.command.RunCommand;
import io.pitwheel.cli.command.ServerCommand;
import io.pitwheel.cli.command.SettingsCommand;
import io.pitwheel.cli.command.SupportCommand;
import io.pitwheel.cli.command.ValidateCommand;
import io.pitwheel.cli.command.WhyCommand;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.surroundings.Surroundings;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** From the words of a command line to an exit code. */
public final class CommandLineProgram {
  private final Surroundings surroundings;
  private final Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
  private final Iterable<ContributedCommand> contributed;

  /**
   * @param contributed verbs of other modules
   */
  public CommandLineProgram(CommandContext context, Iterable<ContributedCommand> contributed) {
    this.surroundings = context.surroundings();
    this.contributed = contributed;
    verbs.put("run", () -> new RunCommand(context));
    verbs.put("rerun", () -> new RerunCommand(context));
    verbs.put("diff", () -> new DiffCommand(context));
    verbs.put("server", () -> new ServerCommand(context));
    verbs.put("validate", () -> new ValidateCommand(context));
    verbs.put("compile", () -> new CompileCommand(context));
    verbs.put("logs", () -> new LogsCommand(context));
    verbs.put("why", () -> new WhyCommand(context));
    verbs.put("settings", () -> new SettingsCommand(context));
    verbs.put("support", () -> new SupportCommand(context));
  }

  /** Runs the command that the words name; answers what the shell is to be told. */
  public int run(String... words) {
    CommandLine commandLine = commandLineFor(words);
    if (words.length == 0) {
      commandLine.usage(surroundings.errors());
      return ExitStatus.REFUSED.number();
    }
    int exitCode = commandLine.execute(words);
    surroundings.output().flush();
    surroundings.errors().flush();
    return exitCode;
  }

  /**
   * With the one verb that is named, if one is: reading what all of them declare takes longer than
   * most answers.
   */
  private CommandLine commandLineFor(String... words) {
    var commandLine = new CommandLine(new PitwheelCommand());
    Supplier<Object> named = words.length == 0 ? null : verbs.get(words[0]);
    if (named == null) {
      verbs.values().forEach(verb -> commandLine.addSubcommand(verb.get()));
      contributed.forEach(commandLine::addSubcommand);
      commandLine.addSubcommand(new HelpCommand());
    } else {
      commandLine.addSubcommand(named.get());
    }
    return commandLine
        .setOut(writer(surroundings.output()))
        .setErr(writer(surroundings.errors()))
        .setParameterExceptionHandler(new UsageRefusal(surroundings))
        .setExecutionExceptionHandler((exception, command, line) -> tell(exception));
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
