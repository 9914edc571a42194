package io.pitwheel.distribution;

import io.pitwheel.cli.CommandLineProgram;
import io.pitwheel.cli.ContributedCommand;
import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.surroundings.Interruptions;
import io.pitwheel.cli.surroundings.Surroundings;
import io.pitwheel.distribution.log.LogSettings;
import java.util.ServiceLoader;
import org.slf4j.event.Level;

/** Where {@code ./pitwheel} begins. */
public final class Main {
  private static final String SERVER_VERB = "server";

  private Main() {}

  /**
   * @param words the command line
   */
  public static void main(String[] words) {
    quietLogs(words);
    var interruptions = new Interruptions();
    interruptions.listen();
    var context =
        new CommandContext(
            Surroundings.ofProcess(), start -> AssembledServer.start(start), interruptions);
    var program = new CommandLineProgram(context, ServiceLoader.load(ContributedCommand.class));
    System.exit(program.run(words));
  }

  /**
   * A server tells what it does; other verbs only what a person may want to look at, since their
   * own words stand on the same stream.
   */
  private static void quietLogs(String[] words) {
    boolean isServer = words.length > 0 && words[0].equals(SERVER_VERB);
    LogSettings.setLevel(isServer ? Level.INFO : Level.WARN);
  }
}
