package io.pitwheel.bench.database;

import io.pitwheel.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A database of a server that is measured. */
public sealed interface MeasuredDatabase permits SqliteFile, PostgresqlDatabase {
  /** As people write it. */
  String product();

  /** Settings of a server on it. */
  Map<String, String> settings();

  /**
   * Its stores; no server may be using them.
   *
   * @param data the server's data folder
   */
  Stores stores(Path data);

  /** Whether it is there, apart from what is in the data folder of a server. */
  boolean isThere() throws IOException, InterruptedException;

  /** Removes what it holds, except what is in the data folder of a server. */
  void makeEmpty() throws IOException, InterruptedException;

  /** Removes those beside it, of these names. */
  void dropOthers(Predicate<String> names) throws IOException, InterruptedException;

  /** Tidies up after many rows were written. */
  void settle() throws IOException, InterruptedException;

  /** The settings as variables of a server's environment. */
  default Map<String, String> variables() {
    return settings().entrySet().stream()
        .collect(
            Collectors.toMap(
                setting ->
                    "PITWHEEL_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                Map.Entry::getValue));
  }
}
