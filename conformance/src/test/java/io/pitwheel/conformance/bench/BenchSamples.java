package io.pitwheel.conformance.bench;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What a row keeps of its samples. */
final class BenchSamples {
  private BenchSamples() {}

  /** Lists of numbers by the names of figures. */
  static Map<String, JsonValue> of(Path results, String row) throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      Path kept =
          files
              .filter(file -> file.getFileName().toString().matches(row + "-\\d+\\.json"))
              .findFirst()
              .orElseThrow();
      var whole = (JsonObject) JsonReader.read(Files.readString(kept));
      return ((JsonObject) whole.members().getOrDefault("samples", JsonObject.EMPTY)).members();
    }
  }
}
