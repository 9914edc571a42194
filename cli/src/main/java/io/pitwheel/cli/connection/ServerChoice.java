package io.pitwheel.cli.connection;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which server the user wants.
 *
 * @param named the one given by {@code --server}; null for the one of the data folder
 * @param token for the named one; empty for none
 */
public record ServerChoice(@Nullable URI named, String token, Path dataFolder) {}
