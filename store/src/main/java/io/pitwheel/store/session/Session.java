package io.pitwheel.store.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection in one transaction. Hot statements are texts rendered once by {@link
 * Database#render} and stay prepared here; everything else is said through {@link #sql}. Not safe
 * for several threads.
 */
public final class Session {
  /** Texts beyond this many push out those unused longest. */
  private static final int MAX_PREPARED = 128;

  private final Connection connection;
  private final DSLContext sql;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.sql = Database.statementsOn(connection, dialect);
  }

  /** For statements that are built as they are needed. */
  public DSLContext sql() {
    return sql;
  }

  /** Runs a rendered statement; answers how many rows it changed. */
  public int execute(String text, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepare(text);
    bind(statement, values);
    return statement.executeUpdate();
  }

  /** Runs a rendered statement once for each row of values. */
  public void executeAll(String text, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (rows.size() == 1) {
      execute(text, rows.get(0));
      return;
    }
    PreparedStatement statement = prepare(text);
    for (@Nullable Object[] values : rows) {
      bind(statement, values);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** Runs a rendered query. */
  public <T> List<T> query(String text, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = prepare(text);
    bind(statement, values);
    try (ResultSet result = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      var row = new Row(result);
      while (result.next()) {
        row.begin();
        rows.add(reader.read(row));
      }
      return rows;
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private PreparedStatement prepare(String text) throws SQLException {
    PreparedStatement known = prepared.get(text);
    if (known != null) {
      return known;
    }
    if (prepared.size() >= MAX_PREPARED) {
      var eldest = prepared.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    PreparedStatement fresh = connection.prepareStatement(text);
    prepared.put(text, fresh);
    return fresh;
  }
}
