package io.pitwheel.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rows of one table under {@code wire/}, as text and without the heading. */
final class WireTable {

  private WireTable() {}

  static List<String> rowsOf(String fileName) throws IOException {
    var stream =
        Objects.requireNonNull(
            WireTable.class.getResourceAsStream("/wire/" + fileName),
            () -> "no table /wire/" + fileName + " among the test resources");
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }
}
