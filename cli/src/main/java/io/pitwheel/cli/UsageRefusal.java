package io.pitwheel.cli;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.cli.result.ResultDocument;
import io.pitwheel.cli.surroundings.Surroundings;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Answers words that make no command: with the reason, what is close to it, and where the rest is
 * told. Scripts that asked for a document get one.
 */
final class UsageRefusal implements IParameterExceptionHandler {
  private static final String OUTPUT = "--output";
  private static final String JSON = "json";

  private final Surroundings surroundings;

  UsageRefusal(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] words) {
    CommandLine command = exception.getCommandLine();
    PrintWriter errors = command.getErr();
    String reason = String.valueOf(exception.getMessage());
    errors.println("pitwheel: " + reason);
    UnmatchedArgumentException.printSuggestions(exception, errors);
    errors.println("usage: " + command.getHelp().abbreviatedSynopsis().strip());
    errors.println(
        "%s --help tells the rest"
            .formatted(command.getCommandSpec().qualifiedName().replace("pitwheel", "./pitwheel")));
    if (wantsDocument(words)) {
      var refused = CommandFailure.refused(reason);
      surroundings.output().println(ResultDocument.ofFailure(null, "REFUSED", refused).text());
    }
    return ExitStatus.REFUSED.number();
  }

  /** The words could not be read, so this looks at them one by one. */
  private static boolean wantsDocument(String[] words) {
    return Arrays.asList(words).contains(OUTPUT + "=" + JSON)
        || String.join("\0", words).matches("(?s)(.*\0)?" + OUTPUT + "\0" + JSON + "(\0.*)?");
  }
}
