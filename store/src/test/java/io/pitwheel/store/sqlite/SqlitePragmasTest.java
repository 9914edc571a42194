package io.pitwheel.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePragmasTest {
  private static final List<String> ASKED =
      List.of("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only");

  @Test
  void makesEveryConnectionDurableAndImpatient(@TempDir Path folder) throws SQLException {
    var connections =
        new SqliteConnections(folder.resolve("pitwheel.sqlite"), SqliteSettings.DEFAULT);
    try (HikariDataSource writers = connections.writers();
        HikariDataSource readers = connections.readers()) {
      List<Map<String, String>> writing = pragmas(writers);
      List<Map<String, String>> reading = pragmas(readers);

      assertThat(writing).containsExactly(expected("0"));
      assertThat(reading).hasSize(SqliteSettings.DEFAULT.readers()).containsOnly(expected("1"));
    }
  }

  private static Map<String, String> expected(String queryOnly) {
    return Map.of(
        "journal_mode", "wal",
        "synchronous", "2",
        "foreign_keys", "1",
        "busy_timeout", "10000",
        "query_only", queryOnly);
  }

  /** Of every connection the pool has, all at the same time. */
  private static List<Map<String, String>> pragmas(HikariDataSource pool) throws SQLException {
    var open = new ArrayList<Connection>();
    var read = new ArrayList<Map<String, String>>();
    try {
      for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
        open.add(pool.getConnection());
        read.add(pragmas(open.getLast()));
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    return read;
  }

  private static Map<String, String> pragmas(Connection connection) throws SQLException {
    var values = new TreeMap<String, String>();
    for (String name : ASKED) {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("pragma " + name)) {
        values.put(name, result.getString(1));
      }
    }
    return values;
  }
}
