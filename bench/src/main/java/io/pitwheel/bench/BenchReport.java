package io.pitwheel.bench;

import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the figures and keeps every sample. */
final class BenchReport {
  private final PrintStream output;
  private final Path folder;

  BenchReport(PrintStream output, Path folder) {
    this.output = output;
    this.folder = folder;
  }

  void machine() {
    output.printf(
        "machine: %d processors, %s %s, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"));
  }

  void row(BenchRow row, List<Figure> figures) throws IOException {
    output.printf("%n%s: %s%n", row.name(), row.definition());
    output.printf("  %-52s %12s %12s %12s  %s%n", "figure", "min", "median", "max", "budget");
    for (Figure figure : figures) {
      output.printf(
          Locale.ROOT,
          "  %-52s %12.3f %12.3f %12.3f  %s%n",
          figure.name() + " [" + figure.unit() + "]",
          figure.min(),
          figure.median(),
          figure.max(),
          figure.budget());
    }
    keep(row, figures);
  }

  private void keep(BenchRow row, List<Figure> figures) throws IOException {
    var samples = new LinkedHashMap<String, JsonValue>();
    for (Figure figure : figures) {
      samples.put(
          figure.name() + " [" + figure.unit() + "]",
          JsonValue.listOf(figure.samples().stream().map(JsonValue::of).toList()));
    }
    JsonValue raw =
        new JsonObject(
            Map.of(
                "row", JsonValue.of(row.name()),
                "at", JsonValue.of(Instant.now().toString()),
                "java", JsonValue.of(System.getProperty("java.version")),
                "samples", new JsonObject(samples)));
    Files.createDirectories(folder);
    Path file = folder.resolve(row.name() + "-" + System.currentTimeMillis() + ".json");
    Files.writeString(file, JsonWriter.write(raw));
    output.println("  raw figures: " + file);
  }
}
