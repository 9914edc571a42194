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
 */
public record ServerChoice(
    @Nullable URI named, String token, Path dataFolder, @Nullable Path settingsFile) {
  public ServerChoice(@Nullable URI named, String token, Path dataFolder) {
    this(named, token, dataFolder, null);
  }

  /** The same with a settings file. */
  public ServerChoice withSettings(@Nullable Path file) {
    return new ServerChoice(named, token, dataFolder, file);
  }
}
