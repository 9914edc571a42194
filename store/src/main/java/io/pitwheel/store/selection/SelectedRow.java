package io.pitwheel.store.selection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A row of plain columns, for lists that are read often: texts, numbers and truths come as the
 * driver has them. A record of jOOQ converts each and looks each up by its name, which takes
 * several times as long.
 */
public final class SelectedRow implements Columns {
  private final Map<Field<?>, Integer> places;
  private final @Nullable Object[] values;

  private SelectedRow(Map<Field<?>, Integer> places, @Nullable Object[] values) {
    this.places = places;
    this.values = values;
  }

  /**
   * All rows of a result.
   *
   * @param columns as they were selected; each is asked for by the same object
   */
  public static List<SelectedRow> all(ResultSet result, List<? extends Field<?>> columns)
      throws SQLException {
    var places = new IdentityHashMap<Field<?>, Integer>();
    for (Field<?> column : columns) {
      places.put(column, places.size());
    }
    var rows = new ArrayList<SelectedRow>();
    while (result.next()) {
      var values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(result, i + 1, columns.get(i).getType());
      }
      rows.add(new SelectedRow(places, values));
    }
    return rows;
  }

  private static @Nullable Object read(ResultSet result, int place, Class<?> type)
      throws SQLException {
    if (type == String.class) {
      return result.getString(place);
    }
    Object value =
        switch (type.getSimpleName()) {
          case "Long" -> result.getLong(place);
          case "Integer" -> result.getInt(place);
          case "Boolean" -> result.getBoolean(place);
          case "Double" -> result.getDouble(place);
          default -> throw new IllegalStateException("a column of " + type + " is none of ours");
        };
    return result.wasNull() ? null : value;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // By its column's type; null as in jOOQ's records.
  public <T> T get(Field<T> column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalStateException(column + " was not selected");
    }
    return (T) values[place];
  }

  /** The column that was selected last. */
  public @Nullable Object last() {
    return values[values.length - 1];
  }
}
