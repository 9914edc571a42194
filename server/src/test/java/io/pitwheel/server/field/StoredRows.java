package io.pitwheel.server.field;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at all tables of a database from outside, to tell whether anything was written. */
final class StoredRows implements AutoCloseable {
  private final Connection connection;
  private final List<String> tables;

  private StoredRows(Connection connection, List<String> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /**
   * Connects.
   *
   * @param address as the driver wants it, such as {@code jdbc:sqlite:/data/database/file}
   * @param tables those that count
   */
  static StoredRows open(String address, String user, String password, List<String> tables) {
    try {
      return new StoredRows(
          DriverManager.getConnection(address, user, password), List.copyOf(tables));
    } catch (SQLException exception) {
      throw new IllegalStateException("connecting to " + address, exception);
    }
  }

  /** Every row of each table, as texts in an order of their own. */
  Map<String, List<String>> content() {
    var content = new TreeMap<String, List<String>>();
    for (String table : tables) {
      content.put(table, rows("select * from " + table));
    }
    return content;
  }

  private List<String> rows(String query) {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      var texts = new ArrayList<String>();
      while (rows.next()) {
        var row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i == 1 ? "" : "|").append(text(rows.getObject(i)));
        }
        texts.add(row.toString());
      }
      texts.sort(null);
      return texts;
    } catch (SQLException exception) {
      throw new IllegalStateException("asking " + query, exception);
    }
  }

  private static String text(@org.jspecify.annotations.Nullable Object cell) {
    return cell instanceof byte[] bytes
        ? HexFormat.of().formatHex(bytes)
        : new String(String.valueOf(cell).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException exception) {
      throw new IllegalStateException("closing a connection", exception);
    }
  }
}
