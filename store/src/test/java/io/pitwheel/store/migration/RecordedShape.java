package io.pitwheel.store.migration;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The tables that databases of users have, by kind of database. The steps that made them are texts
 * that a library renders: what is rendered now must be what was. {@code -Dpitwheel.rewrite=true}
 * writes it anew; only lines of a new step may change.
 */
public final class RecordedShape {
  private static final Path FOLDER = Path.of("src/test/resources/database");

  private RecordedShape() {}

  /** Fails unless the database of a connection has those tables, columns, keys and references. */
  public static void assertHas(Connection connection) throws SQLException, IOException {
    String kind = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    Path file = FOLDER.resolve("shape-%s.txt".formatted(kind));
    String found = text(SchemaShape.of(connection));
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      Files.writeString(file, found);
    }

    assertThat(found).isEqualTo(Files.readString(file));
  }

  private static String text(SchemaShape shape) {
    Stream<String> columns =
        shape.columns().entrySet().stream()
            .map(entry -> "%s %s".formatted(entry.getKey(), text(entry.getValue())));
    Stream<String> unique =
        shape.unique().entrySet().stream()
            .map(entry ->
                "unique %s: %s".formatted(entry.getKey(), String.join(" ", entry.getValue())));
    Stream<String> references = shape.references().stream().map(column -> "reference " + column);
    return Stream.of(columns, unique, references)
        .flatMap(lines -> lines)
        .collect(joining("\n", "", "\n"));
  }

  private static String text(SchemaShape.Column column) {
    return "%s(%d)%s%s"
        .formatted(
            column.type(),
            column.size(),
            column.isNullable() ? " null" : "",
            column.isOptional() ? " optional" : "");
  }
}
