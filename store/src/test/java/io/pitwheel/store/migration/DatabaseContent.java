package io.pitwheel.store.migration;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.testing.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every row of a database but those about its steps.
 *
 * @param tables by name; a row has its values, as texts, by column
 */
public record DatabaseContent(Map<String, List<Map<String, String>>> tables) {
  private static final Set<String> ABOUT_STEPS =
      Set.of("schema_migrations", "schema_migration_progress");

  private static final String NULL = "(null)";

  /** What a row of before has in the columns that a step added. */
  private static final Map<String, String> ADDED =
      Map.ofEntries(
          Map.entry("tasks.system_log_uri", ""),
          Map.entry("cache_entries.scope_key", ""),
          Map.entry("cache_entries.iteration_vector", ""),
          Map.entry("artifacts.import_identity", NULL),
          Map.entry("task_parameters.is_spilled", "0"),
          Map.entry("runs.is_spilled", "0"),
          Map.entry("runs.recurring_run_id", NULL),
          Map.entry("runs.tick_at", NULL),
          Map.entry("experiments.deleted_at", NULL),
          Map.entry("pipeline_versions.package_url", ""),
          Map.entry("pipeline_versions.code_source_url", ""),
          Map.entry("runs.is_driven_elsewhere", "0"),
          Map.entry("tasks.reported", "{}"),
          Map.entry("artifacts.description", ""),
          Map.entry("artifacts.number_value", NULL),
          Map.entry("runs.lead_epoch", "0"),
          Map.entry("task_attempts.pod_sightings", "[]"));

  /** What is in a file of SQLite. */
  public static DatabaseContent of(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return of(connection);
    }
  }

  /** What is in a database behind a network. */
  public static DatabaseContent of(TestDatabase database) throws SQLException {
    try (var connection =
        DriverManager.getConnection(
            "jdbc:" + database.url(), database.user(), database.password())) {
      return of(connection);
    }
  }

  private static DatabaseContent of(Connection connection) throws SQLException {
    var tables = new TreeMap<String, List<Map<String, String>>>();
    for (String table : SchemaTables.present(connection)) {
      if (!ABOUT_STEPS.contains(table)) {
        tables.put(table, rows(connection, table));
      }
    }
    return new DatabaseContent(tables);
  }

  private static List<Map<String, String>> rows(Connection connection, String table)
      throws SQLException {
    var rows = new ArrayList<Map<String, String>>();
    try (var statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select * from " + table)) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        var row = new TreeMap<String, String>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
          row.put(columns.getColumnName(column).toLowerCase(Locale.ROOT), text(found, column));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Databases have several words for what is false and what is true. */
  private static String text(ResultSet found, int column) throws SQLException {
    String text = found.getString(column);
    return switch (text) {
      case null -> NULL;
      case "f", "false" -> "0";
      case "t", "true" -> "1";
      default -> text;
    };
  }

  /** Fails unless each table has a row, so that all of them are looked at. */
  public void assertFilled() {
    assertThat(tables)
        .isNotEmpty()
        .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
  }

  /** Fails unless every field of every row here is there as it was, and new ones are as stated. */
  public void assertKeptIn(DatabaseContent later) {
    tables.forEach((table, rows) ->
        assertThat(sorted(later.tables.getOrDefault(table, List.of())))
            .as(table)
            .isEqualTo(sorted(rows.stream().map(row -> grown(table, row, later)).toList())));
  }

  private static Map<String, String> grown(
      String table, Map<String, String> row, DatabaseContent later) {
    var grown = new TreeMap<>(row);
    later.tables.getOrDefault(table, List.of()).stream()
        .flatMap(found -> found.keySet().stream())
        .filter(column -> !row.containsKey(column))
        .forEach(column ->
            grown.put(
                column,
                ADDED.getOrDefault(table + "." + column, "a value that this class is to state")));
    return grown;
  }

  private static List<Map<String, String>> sorted(List<Map<String, String>> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(row -> row.values().stream().collect(joining("|"))))
        .toList();
  }
}
