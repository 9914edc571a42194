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
  private final Dialect dialect;
  private final DSLContext sql;
  private final Tally tally;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

  Session(Connection connection, Dialect dialect, Tally tally) {
    this.connection = connection;
    this.tally = tally;
    this.dialect = dialect;
    this.sql = Database.statementsOn(connection, dialect);
  }

  /** On a connection of the caller's, before there is a database to ask. */
  public static Session on(Connection connection, Dialect dialect) {
    return new Session(connection, dialect, new Tally());
  }

  /** For statements that are built as they are needed. */
  public DSLContext sql() {
    return sql;
  }

  /** Counts what is written. */
  public Tally tally() {
    return tally;
  }

  /** What the database can do. */
  public Dialect dialect() {
    return dialect;
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

  /**
   * Runs an insert that {@link Database#renderUnlessThere} rendered; answers whether the row was
   * not there before.
   */
  public boolean insertUnlessThere(String text, @Nullable Object... values) throws SQLException {
    try {
      return execute(text, values) > 0;
    } catch (SQLException exception) {
      if (dialect.isDuplicate(exception)) {
        return false;
      }
      throw exception;
    }
  }

  /** Runs such an insert once for each row of values. */
  public void insertAllUnlessThere(String text, List<@Nullable Object[]> rows) throws SQLException {
    if (dialect.skipsDuplicates()) {
      executeAll(text, rows);
      return;
    }
    for (@Nullable Object[] values : rows) {
      insertUnlessThere(text, values);
    }
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

  private void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, dialect.storable(values[i]));
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
