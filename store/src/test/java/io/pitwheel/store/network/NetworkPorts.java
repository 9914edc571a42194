package io.pitwheel.store.network;

import io.pitwheel.store.Stores;
import io.pitwheel.store.schema.DefaultSchema;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.testing.store.StorePorts;
import java.util.List;
import java.util.function.Function;
import org.jooq.Table;

/** Stores on a server of the tests, as the contracts want them. */
public final class NetworkPorts {
  private static final int CONNECTIONS = 4;

  private NetworkPorts() {}

  /** Empty stores, whose database is given back when they are closed. */
  public static StorePorts open(DatabaseServer server, Function<DatabaseAccess, Stores> opening) {
    TestDatabase database = server.lend();
    Stores stores = opening.apply(access(database));
    return of(
        stores,
        () -> {
          deleteRows(stores);
          stores.close();
          server.giveBack(database);
        });
  }

  /** Two on one empty database; the first is the last to be closed. */
  public static List<StorePorts> openTwice(
      DatabaseServer server, Function<DatabaseAccess, Stores> opening) {
    TestDatabase database = server.lend();
    Stores one = opening.apply(access(database));
    Stores other = opening.apply(access(database));
    return List.of(
        of(other, other),
        of(
            one,
            () -> {
              deleteRows(one);
              one.close();
              server.giveBack(database);
            }));
  }

  public static StorePorts of(Stores stores, AutoCloseable closing) {
    return new StorePorts(
        stores.runs(),
        stores.specifications(),
        stores.tasks(),
        stores.taskReports(),
        stores.taskViews(),
        stores.artifacts(),
        stores.experiments(),
        stores.pipelines(),
        stores.events(),
        stores.submissions(),
        stores.leases(),
        stores.recurringRuns(),
        stores.signingKeys(),
        closing);
  }

  public static DatabaseAccess access(TestDatabase database) {
    return DatabaseAccess.of(database.url(), database.user(), database.password(), CONNECTIONS);
  }

  /** What refers to others goes first. */
  private static void deleteRows(Stores stores) {
    stores
        .database()
        .write(session -> {
          var left = new java.util.ArrayList<Table<?>>(DefaultSchema.DEFAULT_SCHEMA.getTables());
          while (!left.isEmpty()) {
            Table<?> next =
                left.stream()
                    .filter(table ->
                        left.stream()
                            .filter(other -> !other.equals(table))
                            .noneMatch(other -> !other.getReferencesTo(table).isEmpty()))
                    .findFirst()
                    .orElseThrow();
            session.sql().deleteFrom(next).execute();
            left.remove(next);
          }
          return true;
        });
  }
}
