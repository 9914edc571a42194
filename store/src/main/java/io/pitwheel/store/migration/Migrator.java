package io.pitwheel.store.migration;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.session.Dialect;
import io.pitwheel.store.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Looks what a database lacks, and applies it. */
public final class Migrator {
  private final List<Migration> migrations;
  private final Clock clock;

  public Migrator(List<Migration> migrations, Clock clock) {
    this.migrations =
        migrations.stream().sorted(Comparator.comparingInt(Migration::version)).toList();
    this.clock = clock;
  }

  /** The version this code brings a database to. */
  public int newest() {
    return migrations.isEmpty() ? 0 : migrations.getLast().version();
  }

  /** Names of the steps after a version, in order. */
  public List<String> lackingAfter(int version) {
    return lacking(version).stream().map(Migration::name).toList();
  }

  private List<Migration> lacking(int after) {
    return migrations.stream().filter(migration -> migration.version() > after).toList();
  }

  /**
   * The version of a database, 0 when it is empty. Only reads.
   *
   * @param place for the message
   * @throws PipelinesException FAILED_PRECONDITION when the database was made by a newer version,
   *     by a script that has changed since, or by somebody else, and when it is only half migrated
   *     or restored
   */
  public int check(Connection connection, String place) throws SQLException {
    Set<String> tables = SchemaTables.present(connection);
    if (!tables.contains(AppliedSteps.TABLE)) {
      if (tables.isEmpty()) {
        return 0;
      }
      throw refused(
          place,
          SchemaTables.owner(tables),
          "an empty database, or one that this program made; make an empty one, name it in"
              + " database.url, and try it by: pitwheel migrate --check");
    }
    OptionalInt underWay = AppliedSteps.underWay(connection, tables);
    if (underWay.isPresent()) {
      throw refused(
          place,
          "a migration was begun and not finished",
          "a whole schema; with no server migrating it, finish it by: pitwheel migrate --continue",
          underWay.getAsInt() > newest() ? DatabaseSchema.NEWER : "");
    }
    return versionOf(AppliedSteps.read(connection), tables, place);
  }

  private int versionOf(Map<Integer, String> applied, Set<String> tables, String place) {
    int version = applied.keySet().stream().reduce(0, Math::max);
    List<Migration> done =
        migrations.stream().filter(migration -> migration.version() <= version).toList();
    var missing = new TreeSet<>(SchemaTables.expected(done));
    missing.removeAll(tables);
    if (version > newest()) {
      throw refused(
          place,
          "its schema has version " + version + (missing.isEmpty() ? "" : " and lacks " + missing),
          "at most %d, the version of this program".formatted(newest()),
          missing.isEmpty() ? DatabaseSchema.NEWER : "");
    }
    for (Migration migration : done) {
      String digest = String.valueOf(applied.get(migration.version()));
      if (!digest.equals(migration.digest())) {
        throw refused(
            place,
            "step %s was applied with digest %s".formatted(migration.name(), digest),
            migration.digest());
      }
    }
    if (!missing.isEmpty() || (done.isEmpty() && tables.size() > 1)) {
      throw refused(
          place,
          "it is half restored or half migrated: it lacks " + missing,
          "every table of version %d; restore a whole back-up into an empty database"
              .formatted(version));
    }
    return version;
  }

  private static PipelinesException refused(String place, String found, String expected) {
    return refused(place, found, expected, "");
  }

  private static PipelinesException refused(
      String place, String found, String expected, String path) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "opening the database %s: %s (expected: %s); it was left untouched"
            .formatted(place, found, expected),
        path,
        null);
  }

  /**
   * Applies every step after the version, in order: in one transaction where the database can undo
   * changes of its schema, else noting each statement, so that {@link #finish} can go on.
   *
   * @throws SQLException when the database refuses a statement
   */
  public void apply(Connection connection, Dialect dialect, int after) throws SQLException {
    var steps = new AppliedSteps(connection, dialect, clock);
    List<Migration> lacking = lacking(after);
    if (!dialect.undoesSchemaChanges()) {
      for (Migration migration : lacking) {
        steps.applyStatementByStatement(migration, 0);
      }
      return;
    }
    Session session = Session.on(connection, dialect);
    dialect.beginWriting(session);
    try {
      for (Migration migration : lacking) {
        steps.applyWhole(migration);
      }
      dialect.commit(session);
    } catch (SQLException | RuntimeException exception) {
      dialect.rollBack(session);
      throw exception;
    }
  }

  /**
   * Goes on with a step that was begun and not finished; does nothing when there is none.
   *
   * @return whether there was one
   */
  public boolean finish(Connection connection, Dialect dialect) throws SQLException {
    if (AppliedSteps.underWay(connection, SchemaTables.present(connection)).isEmpty()) {
      return false;
    }
    new AppliedSteps(connection, dialect, clock).finish(migrations);
    return true;
  }
}
