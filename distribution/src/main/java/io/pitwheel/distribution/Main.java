package io.pitwheel.distribution;

import io.pitwheel.cli.CommandLineProgram;
import io.pitwheel.cli.ContributedCommand;
import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.surroundings.Interruptions;
import io.pitwheel.cli.surroundings.Surroundings;
import java.util.ServiceLoader;

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
   * own words stand on the same stream. Must come before the first logger.
   */
  private static void quietLogs(String[] words) {
    boolean isServer = words.length > 0 && words[0].equals(SERVER_VERB);
    String property = "org.slf4j.simpleLogger.defaultLogLevel";
    if (System.getProperty(property) == null) {
      System.setProperty(property, isServer ? "info" : "warn");
    }
  }
}
