package io.pitwheel.store.mariadb;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.store.network.DatabaseAccess;
import io.pitwheel.store.network.NetworkStores;
import java.time.Clock;

/** Opens the stores in a MariaDB database, version 10.6 or newer, or a MySQL one from 8.0 on. */
public final class MariadbStores {
  private MariadbStores() {}

  /** Whether a URL names such a database. */
  public static boolean understands(String url) {
    return MariadbUrl.isOne(url);
  }

  /**
   * The stores in a database, with the schema of this version.
   *
   * @throws PipelinesException as {@link NetworkStores#open}, and INVALID_ARGUMENT for a URL that
   *     the driver does not understand
   */
  public static Stores open(DatabaseAccess access, Identifiers identifiers, Clock clock) {
    return at(access, clock).open(identifiers);
  }

  /** The database itself, to be looked at and migrated. */
  public static NetworkStores at(DatabaseAccess access, Clock clock) {
    return at(access, new Migrator(Migration.shipped(), clock));
  }

  static NetworkStores at(DatabaseAccess access, Migrator migrator) {
    return new NetworkStores(new MariadbDatabase(access), access, migrator);
  }
}
