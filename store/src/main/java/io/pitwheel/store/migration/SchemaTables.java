package io.pitwheel.store.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tables a database has, and which it should have. */
final class SchemaTables {
  private static final Pattern CREATED = Pattern.compile("(?im)^\\s*create table (\\w+)");
  private static final Pattern DROPPED = Pattern.compile("(?im)^\\s*drop table (\\w+)");
  private static final Set<String> OF_PIPELINES =
      Set.of("run_details", "resource_references", "default_experiments", "execution_caches");
  private static final String OF_METADATA = "mlmdenv";

  private SchemaTables() {}

  /** The names of all tables, in lower case. By plain JDBC, which is quick when it is cold. */
  static Set<String> present(Connection connection) throws SQLException {
    var names = new TreeSet<String>();
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** What the scripts leave behind. */
  static Set<String> expected(List<Migration> applied) {
    var names = new TreeSet<String>();
    for (Migration migration : applied) {
      Matcher created = CREATED.matcher(migration.script());
      while (created.find()) {
        names.add(created.group(1));
      }
      Matcher dropped = DROPPED.matcher(migration.script());
      while (dropped.find()) {
        names.remove(dropped.group(1));
      }
    }
    return names;
  }

  /** Whose database it is, in words, by tables that are not ours. */
  static String owner(Set<String> tables) {
    if (tables.contains(OF_METADATA)) {
      return "a database of ML Metadata";
    }
    return tables.stream()
        .filter(OF_PIPELINES::contains)
        .findFirst()
        .map(table -> "a database of Kubeflow Pipelines (it has the table " + table + ")")
        .orElseGet(() -> "a database of somebody else (it has the table " + firstOf(tables) + ")");
  }

  private static String firstOf(Set<String> tables) {
    return tables.iterator().next();
  }
}
