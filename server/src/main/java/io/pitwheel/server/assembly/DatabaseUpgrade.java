package io.pitwheel.server.assembly;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.store.migration.DatabaseSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Looks at, and changes, the schema of a server's database while no server of it needs to run. */
public final class DatabaseUpgrade {
  private final Path dataFolder;
  private final DatabaseSchema schema;
  private final boolean isInFolder;

  /**
   * @throws PipelinesException INVALID_ARGUMENT for settings that name no database
   */
  public DatabaseUpgrade(Settings settings, Path dataFolder) {
    this.dataFolder = dataFolder;
    var choice = new DatabaseChoice(settings, dataFolder, Clock.systemUTC());
    this.schema = choice.schema();
    this.isInFolder = choice.isInFolder();
  }

  /**
   * What was found.
   *
   * @param version 0 for a database without tables
   * @param lacking names of the steps to the version of this program
   */
  public record State(String place, int version, List<String> lacking) {}

  /**
   * Changes nothing.
   *
   * @throws PipelinesException FAILED_PRECONDITION for a database that is newer, half migrated or
   *     somebody else's; UNAVAILABLE for one that does not answer
   */
  public State check() {
    return found(schema.check());
  }

  /**
   * Migrates; answers what was found before.
   *
   * @throws PipelinesException as {@link #check}, and ABORTED when a server owns the data folder
   *     that the database is in
   */
  public State migrate() {
    return alone(() -> found(schema.migrate()));
  }

  /**
   * Finishes a migration that was cut off.
   *
   * @return whether there was one
   * @throws PipelinesException as {@link #migrate}
   */
  public boolean finish() {
    return alone(schema::finish);
  }

  private State found(int version) {
    return new State(schema.place(), version, schema.lackingAfter(version));
  }

  private <T> T alone(Supplier<T> action) {
    if (!isInFolder) {
      return action.get();
    }
    DataFolder folder = DataFolder.open(dataFolder);
    try {
      return action.get();
    } finally {
      folder.close();
    }
  }
}
