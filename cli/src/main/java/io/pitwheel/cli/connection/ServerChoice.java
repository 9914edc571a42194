package io.pitwheel.cli.connection;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which server the user wants.
 *
 * @param named the one given by {@code --server}; null for the one of the data folder
 * @param token for the named one; empty for none
 * @param settingsFile for a server that is started here; null for none
 * @param authorities who may vouch for a server that talks TLS, in PEM form; null for Java's own
 *     list alone
 */
public record ServerChoice(
    @Nullable URI named,
    String token,
    Path dataFolder,
    @Nullable Path settingsFile,
    @Nullable Path authorities) {
  public ServerChoice(@Nullable URI named, String token, Path dataFolder) {
    this(named, token, dataFolder, null, null);
  }

  /** The same with other authorities. */
  public ServerChoice withAuthorities(@Nullable Path file) {
    return new ServerChoice(named, token, dataFolder, settingsFile, file);
  }

  /** The same with a settings file. */
  public ServerChoice withSettings(@Nullable Path file) {
    return new ServerChoice(named, token, dataFolder, file, authorities);
  }
}
