package io.pitwheel.cli.command;

import io.pitwheel.cli.connection.ServerChoice;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.surroundings.ShellWord;
import io.pitwheel.cli.surroundings.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that asks a server. */
final class ServerOptions {
  private static final String AUTHORITIES = "PITWHEEL_TLS_CA_FILE";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Ask this server, such as http://127.0.0.1:8888.")
  private @Nullable String server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder. Default: PITWHEEL_DATA, else ~/.pitwheel.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings in YAML, for a server that is started here; tls.caFile also for one that is asked.")
  private @Nullable Path settingsFile;

  /**
   * Which server is wanted. The token of a named one comes from {@code PITWHEEL_TOKEN}, and who may
   * vouch for one that talks TLS is the server's setting {@code tls.caFile}: its variable, else
   * that of the settings file.
   */
  ServerChoice choice(CommandContext context) {
    Surroundings surroundings = context.surroundings();
    Path file = settingsFile;
    Optional<Path> ofFile =
        file == null ? Optional.empty() : context.settingsFiles().authorities(file);
    return new ServerChoice(
            server == null ? null : addressOf(server),
            surroundings.variable("PITWHEEL_TOKEN").orElse(""),
            (data == null ? surroundings.defaultDataFolder() : data).toAbsolutePath().normalize())
        .withSettings(file)
        .withAuthorities(
            surroundings.variable(AUTHORITIES).map(Path::of).or(() -> ofFile).orElse(null));
  }

  /** Those that were given, as a shell takes them after another verb; each with a space before. */
  String words() {
    var words = new StringBuilder();
    if (data != null) {
      words.append(" --data ").append(ShellWord.quoted(data.toString()));
    }
    if (settingsFile != null) {
      words.append(" --config ").append(ShellWord.quoted(settingsFile.toString()));
    }
    if (server != null) {
      words.append(" --server ").append(ShellWord.quoted(server));
    }
    return words.toString();
  }

  private static URI addressOf(String text) {
    try {
      URI address = URI.create(text);
      if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException exception) {
      // Answered below, as every other text that is no address.
    }
    throw CommandFailure.refused(
        "reading --server %s: no address of a server (expected: such as http://127.0.0.1:8888)"
            .formatted(text));
  }
}
