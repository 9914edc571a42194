package io.pitwheel.store.migration;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a schema asks of those who write to it.
 *
 * @param columns by {@code table.column}
 * @param unique the columns of each unique index, by {@code table.index}
 * @param references the columns that must have a row elsewhere, as {@code table.column}
 */
public record SchemaShape(
    Map<String, Column> columns, Map<String, Set<String>> unique, Set<String> references) {
  /**
   * One column.
   *
   * @param isOptional whether an insert need not name it
   */
  public record Column(String type, int size, boolean isNullable, boolean isOptional) {}

  /** The shape of the database of a connection. */
  public static SchemaShape of(Connection connection) throws SQLException {
    DatabaseMetaData found = connection.getMetaData();
    String catalog = connection.getCatalog();
    @Nullable String schema = connection.getSchema();
    var columns = new TreeMap<String, Column>();
    var unique = new TreeMap<String, Set<String>>();
    var references = new TreeSet<String>();
    for (String table : SchemaTables.present(connection)) {
      try (ResultSet rows = found.getColumns(catalog, schema, table, "%")) {
        while (rows.next()) {
          columns.put(table + "." + name(rows, "COLUMN_NAME"), column(rows));
        }
      }
      try (ResultSet rows = found.getIndexInfo(catalog, schema, table, true, true)) {
        while (rows.next()) {
          // Not every driver heeds that unique ones were asked for.
          if (!rows.getBoolean("NON_UNIQUE") && rows.getString("COLUMN_NAME") != null) {
            unique
                .computeIfAbsent(table + "." + name(rows, "INDEX_NAME"), _ -> new TreeSet<>())
                .add(table + "." + name(rows, "COLUMN_NAME"));
          }
        }
      }
      try (ResultSet rows = found.getImportedKeys(catalog, schema, table)) {
        while (rows.next()) {
          references.add(table + "." + name(rows, "FKCOLUMN_NAME"));
        }
      }
    }
    return new SchemaShape(columns, unique, references);
  }

  private static Column column(ResultSet rows) throws SQLException {
    boolean isNullable = rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
    boolean hasDefault = rows.getString("COLUMN_DEF") != null;
    return new Column(
        name(rows, "TYPE_NAME"), rows.getInt("COLUMN_SIZE"), isNullable, isNullable || hasDefault);
  }

  private static String name(ResultSet rows, String label) throws SQLException {
    return String.valueOf(rows.getString(label)).toLowerCase(Locale.ROOT);
  }

  /** Columns of the tables here that are not here. */
  public Set<String> addedIn(SchemaShape later) {
    Set<String> tables =
        columns.keySet().stream().map(SchemaShape::tableOf).collect(Collectors.toSet());
    return later.columns.keySet().stream()
        .filter(column -> tables.contains(tableOf(column)) && !columns.containsKey(column))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String tableOf(String column) {
    return column.substring(0, column.indexOf('.'));
  }
}
