package io.pitwheel.store.migration;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Applies steps and writes down which were: {@code schema_migrations} has a row for each that is
 * whole, {@code schema_migration_progress} one for the step under way, on databases that cannot
 * undo half of it.
 */
final class AppliedSteps {
  static final String TABLE = "schema_migrations";
  private static final String PROGRESS = "schema_migration_progress";
  private static final Table<Record> APPLIED = table(name(TABLE));
  private static final Table<Record> UNDER_WAY = table(name(PROGRESS));
  private static final Field<Integer> VERSION =
      field(name("version"), SQLDataType.INTEGER.notNull());
  private static final Field<String> DIGEST =
      field(name("digest"), SQLDataType.VARCHAR(64).notNull());
  private static final Field<Long> APPLIED_AT =
      field(name("applied_at"), SQLDataType.BIGINT.notNull());
  private static final Field<Integer> STATEMENTS =
      field(name("statements"), SQLDataType.INTEGER.notNull());

  private final Connection connection;
  private final Dialect dialect;
  private final DSLContext sql;
  private final Clock clock;

  AppliedSteps(Connection connection, Dialect dialect, Clock clock) {
    this.connection = connection;
    this.dialect = dialect;
    this.sql = Database.statementsOn(connection, dialect);
    this.clock = clock;
  }

  /** Digests by version. */
  static Map<Integer, String> read(Connection connection) throws SQLException {
    var digests = new TreeMap<Integer, String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select version, digest from " + TABLE)) {
      while (rows.next()) {
        digests.put(rows.getInt(1), rows.getString(2));
      }
    }
    return digests;
  }

  /** The version of the step under way; empty when there is none. */
  static OptionalInt underWay(Connection connection, Set<String> tables) throws SQLException {
    if (!tables.contains(PROGRESS)) {
      return OptionalInt.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select version from " + PROGRESS)) {
      return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
    }
  }

  void applyWhole(Migration migration) throws SQLException {
    createTables(false);
    for (String statement : statementsOf(migration)) {
      execute(statement);
    }
    note(migration);
  }

  /**
   * @param done how many statements of it need not be done
   */
  void applyStatementByStatement(Migration migration, int done) throws SQLException {
    createTables(true);
    if (done == 0) {
      sql.deleteFrom(UNDER_WAY).execute();
      sql.insertInto(UNDER_WAY, VERSION, DIGEST, STATEMENTS)
          .values(migration.version(), migration.digest(), 0)
          .execute();
    }
    List<String> statements = statementsOf(migration);
    for (int i = done; i < statements.size(); i++) {
      execute(statements.get(i));
      sql.update(UNDER_WAY).set(STATEMENTS, i + 1).execute();
    }
    note(migration);
    sql.deleteFrom(UNDER_WAY).execute();
  }

  /** Goes on with the step under way. Its next statement may have been done and not noted. */
  void finish(List<Migration> migrations) throws SQLException {
    Record progress = sql.select(VERSION, DIGEST, STATEMENTS).from(UNDER_WAY).fetchSingle();
    Migration migration =
        migrations.stream()
            .filter(known -> known.version() == progress.get(VERSION))
            .filter(known -> known.digest().equals(progress.get(DIGEST)))
            .findFirst()
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.FAILED_PRECONDITION,
                    "finishing the migration to version %d: this program has no such step (expected: the version of the program that began it)"
                        .formatted(progress.get(VERSION))));
    if (read(connection).containsKey(migration.version())) {
      sql.deleteFrom(UNDER_WAY).execute();
      return;
    }
    int done = progress.get(STATEMENTS);
    List<String> statements = statementsOf(migration);
    if (done < statements.size()) {
      try {
        execute(statements.get(done));
      } catch (SQLException exception) {
        if (!dialect.isSchemaChangeDone(exception)) {
          throw exception;
        }
      }
      done++;
    }
    sql.update(UNDER_WAY).set(STATEMENTS, done).execute();
    applyStatementByStatement(migration, done);
  }

  private void createTables(boolean withProgress) throws SQLException {
    execute(
        rendered(
            sql.createTableIfNotExists(APPLIED)
                .columns(VERSION, DIGEST, APPLIED_AT)
                .constraint(constraint(name("schema_migrations_key")).primaryKey(VERSION))));
    if (withProgress) {
      execute(
          rendered(
              sql.createTableIfNotExists(UNDER_WAY)
                  .columns(VERSION, DIGEST, STATEMENTS)
                  .constraint(constraint(name("schema_progress_key")).primaryKey(VERSION))));
    }
  }

  private void note(Migration migration) {
    sql.insertInto(APPLIED, VERSION, DIGEST, APPLIED_AT)
        .values(migration.version(), migration.digest(), clock.millis())
        .execute();
  }

  private List<String> statementsOf(Migration migration) {
    var statements = new ArrayList<String>();
    for (Query statement : sql.parser().parse(migration.script())) {
      statements.add(rendered(statement));
    }
    return statements;
  }

  private String rendered(Query statement) {
    return dialect.schemaStatement(sql.renderInlined(statement));
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
