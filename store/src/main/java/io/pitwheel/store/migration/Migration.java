package io.pitwheel.store.migration;

import io.pitwheel.value.TextDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One step of the schema, as portable DDL.
 *
 * @param version from 1, without gaps
 * @param name of the file
 */
public record Migration(int version, String name, String script) {
  private static final List<String> SHIPPED =
      List.of(
          "V0001__lay_the_foundation.sql",
          "V0002__explain_tasks.sql",
          "V0003__find_imported_artifacts.sql",
          "V0004__spill_values.sql",
          "V0005__lease_runs.sql",
          "V0006__keep_schedules.sql",
          "V0007__label_and_delete.sql",
          "V0008__list_runs_fast.sql",
          "V0009__take_reports_of_tasks.sql",
          "V0011__fence_runs_and_keep_keys.sql",
          "V0012__see_pods_wait.sql");

  /** Every step of this version of the product, in order. */
  public static List<Migration> shipped() {
    return SHIPPED.stream().map(Migration::read).toList();
  }

  private static Migration read(String name) {
    try (InputStream stream = Migration.class.getResourceAsStream("/migration/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource migration/" + name);
      }
      String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Migration(Integer.parseInt(name.substring(1, 5)), name, script);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** SHA-256 of the script in lower-case hexadecimal: a released script must not change. */
  public String digest() {
    return TextDigest.sha256(script);
  }
}
