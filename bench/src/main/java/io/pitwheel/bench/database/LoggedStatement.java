package io.pitwheel.bench.database;

import java.util.List;

/**
 * A statement as the log of a cluster tells it.
 *
 * @param text with {@code $1} and so on for its values
 * @param values as SQL writes them: quoted, or {@code NULL}
 */
public record LoggedStatement(String text, List<String> values) {
  public LoggedStatement {
    values = List.copyOf(values);
  }
}
