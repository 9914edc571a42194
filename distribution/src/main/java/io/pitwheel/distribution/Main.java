package io.pitwheel.distribution;

import io.pitwheel.cli.CommandLineProgram;
import io.pitwheel.cli.ContributedCommand;
import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.surroundings.Interruptions;
import io.pitwheel.cli.surroundings.Surroundings;
import io.pitwheel.distribution.log.LogSettings;
import io.pitwheel.server.assembly.LibraryStart;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.event.Level;

/** Where {@code ./pitwheel} begins. */
public final class Main {
  private static final String SERVER_VERB = "server";
  private static final Set<String> VERBS_WITH_SERVER = Set.of(SERVER_VERB, "run", "rerun");

  private Main() {}

  /**
   * @param words the command line
   */
  public static void main(String[] words) {
    beginLibraries(words);
    quietLogs(words);
    var interruptions = new Interruptions();
    interruptions.listen();
    var context =
        new CommandContext(
            Surroundings.ofProcess(),
            start -> AssembledServer.start(start),
            file -> AssembledServer.authorities(file),
            interruptions);
    var program = new CommandLineProgram(context, ServiceLoader.load(ContributedCommand.class));
    System.exit(program.run(words));
  }

  private static void beginLibraries(String[] words) {
    boolean goesElsewhere = Arrays.stream(words).anyMatch(word -> word.startsWith("--server"));
    if (words.length > 0 && VERBS_WITH_SERVER.contains(words[0]) && !goesElsewhere) {
      LibraryStart.begin();
    }
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
