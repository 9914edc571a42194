package io.pitwheel.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.store.Stores;
import io.pitwheel.store.mariadb.MariadbStores;
import io.pitwheel.store.migration.DatabaseSchema;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkStores;
import io.pitwheel.store.postgresql.PostgresqlStores;
import io.pitwheel.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Which database a server keeps its state in: the one of the URL, else a file in its folder. */
final class DatabaseChoice {
  private final Settings settings;
  private final Path folder;
  private final Clock clock;

  /**
   * @param dataFolder of the server
   */
  DatabaseChoice(Settings settings, Path dataFolder, Clock clock) {
    this.settings = settings;
    this.folder = dataFolder.resolve("database");
    this.clock = clock;
  }

  /**
   * The stores, with the schema of this version.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a URL of no known database and for a password
   *     that cannot be read; FAILED_PRECONDITION for a database that is newer, half migrated or
   *     somebody else's; UNAVAILABLE for one that does not answer
   */
  Stores open(Identifiers identifiers) {
    return network()
        .map(found -> found.open(identifiers))
        .orElseGet(() -> SqliteStores.open(folder, identifiers, clock));
  }

  boolean isInFolder() {
    return settings.text(Setting.DATABASE_URL).isEmpty();
  }

  /** The schema of the chosen database. */
  DatabaseSchema schema() {
    return network()
        .<DatabaseSchema>map(found -> found)
        .orElseGet(() -> SqliteStores.schema(folder, clock));
  }

  /** The database behind a network, if one was chosen. */
  private Optional<NetworkStores> network() {
    String url = settings.text(Setting.DATABASE_URL);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    if (PostgresqlStores.understands(url)) {
      return Optional.of(PostgresqlStores.at(access(url), clock));
    }
    if (MariadbStores.understands(url)) {
      return Optional.of(MariadbStores.at(access(url), clock));
    }
    throw PipelinesException.invalid(
        Setting.DATABASE_URL.key(),
        "reading the setting %s: %s (expected: nothing, or a URL that begins with postgresql://, mariadb:// or mysql://)"
            .formatted(Setting.DATABASE_URL.key(), url));
  }

  private DatabaseAccess access(String url) {
    return DatabaseAccess.of(
        settings
            .file(Setting.TLS_CA_FILE)
            .map(authorities -> DatabaseTrust.withAuthorities(url, authorities))
            .orElse(url),
        settings.text(Setting.DATABASE_USER),
        password(),
        settings.number(Setting.DATABASE_CONNECTIONS));
  }

  private String password() {
    String given = settings.text(Setting.DATABASE_PASSWORD);
    String file = settings.text(Setting.DATABASE_PASSWORD_FILE);
    if (file.isEmpty()) {
      return given;
    }
    if (!given.isEmpty()) {
      throw PipelinesException.invalid(
          Setting.DATABASE_PASSWORD_FILE.key(),
          "reading the password of the database: %s and %s are both set (expected: one of them)"
              .formatted(Setting.DATABASE_PASSWORD.key(), Setting.DATABASE_PASSWORD_FILE.key()));
    }
    try {
      return Files.readString(Path.of(file), UTF_8).strip();
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the password of the database from %s: %s (expected: a file this user can read)"
              .formatted(file, exception),
          exception);
    }
  }
}
