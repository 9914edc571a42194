package io.pitwheel.store.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of one row, taken from left to right: each call takes the next. */
public final class Row {
  private final ResultSet result;
  private int column;

  Row(ResultSet result) {
    this.result = result;
  }

  void begin() {
    column = 0;
  }

  public String text() throws SQLException {
    String text = result.getString(++column);
    if (text == null) {
      throw new IllegalStateException("column " + column + " is null (expected: text)");
    }
    return text;
  }

  public @Nullable String textOrNull() throws SQLException {
    return result.getString(++column);
  }

  public int integer() throws SQLException {
    return result.getInt(++column);
  }

  public @Nullable Integer integerOrNull() throws SQLException {
    int value = result.getInt(++column);
    return result.wasNull() ? null : value;
  }

  public long number() throws SQLException {
    return result.getLong(++column);
  }

  public @Nullable Double numberOrNull() throws SQLException {
    double value = result.getDouble(++column);
    return result.wasNull() ? null : value;
  }

  public boolean flag() throws SQLException {
    return result.getBoolean(++column);
  }

  public Instant instant() throws SQLException {
    return Instant.ofEpochMilli(result.getLong(++column));
  }

  public @Nullable Instant instantOrNull() throws SQLException {
    long millis = result.getLong(++column);
    return result.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
