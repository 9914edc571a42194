package io.pitwheel.store.migration;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Applies the steps that a database lacks. Each is one transaction of the caller's, with its row in
 * {@code schema_migrations}.
 */
public final class Migrator {
  private static final Table<Record> APPLIED = table(name("schema_migrations"));
  private static final Field<Integer> VERSION =
      field(name("version"), SQLDataType.INTEGER.notNull());
  private static final Field<String> DIGEST =
      field(name("digest"), SQLDataType.VARCHAR(64).notNull());
  private static final Field<Long> APPLIED_AT =
      field(name("applied_at"), SQLDataType.BIGINT.notNull());

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

  /**
   * The version of a database, 0 when it is empty. Only reads.
   *
   * @param place for the message
   * @throws PipelinesException FAILED_PRECONDITION when the database was made by a newer version,
   *     or by a script that has changed since
   */
  public int check(Connection connection, String place) throws SQLException {
    Map<Integer, String> applied = applied(connection);
    int version = applied.keySet().stream().reduce(0, Math::max);
    if (version > newest()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "opening the database %s: its schema has version %d (expected: at most %d, the version of this program); it was left untouched"
              .formatted(place, version, newest()));
    }
    for (Migration migration : migrations) {
      String digest = applied.get(migration.version());
      if (digest != null && !digest.equals(migration.digest())) {
        throw new PipelinesException(
            ErrorCode.FAILED_PRECONDITION,
            "opening the database %s: step %s was applied with digest %s (expected: %s)"
                .formatted(place, migration.name(), digest, migration.digest()));
      }
    }
    return version;
  }

  /** Applies every step after the version, in order. */
  public void apply(DSLContext sql, int after) {
    sql.createTableIfNotExists(APPLIED)
        .columns(VERSION, DIGEST, APPLIED_AT)
        .constraint(constraint(name("schema_migrations_key")).primaryKey(VERSION))
        .execute();
    for (Migration migration : migrations) {
      if (migration.version() > after) {
        for (Query statement : sql.parser().parse(migration.script())) {
          sql.execute(statement);
        }
        sql.insertInto(APPLIED, VERSION, DIGEST, APPLIED_AT)
            .values(migration.version(), migration.digest(), clock.millis())
            .execute();
      }
    }
  }

  /** By plain JDBC: every start asks this, and the library's own way is slow when it is cold. */
  private static Map<Integer, String> applied(Connection connection) throws SQLException {
    var digests = new TreeMap<Integer, String>();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, APPLIED.getName(), null)) {
      if (!tables.next()) {
        return digests;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select version, digest from " + APPLIED.getName())) {
      while (rows.next()) {
        digests.put(rows.getInt(1), rows.getString(2));
      }
    }
    return digests;
  }
}
