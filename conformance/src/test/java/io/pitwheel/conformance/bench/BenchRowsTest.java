package io.pitwheel.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row about the API runs to its end, at the least size, on both databases it measures. */
class BenchRowsTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Shared by the rows, so that the cluster is made once. */
  @TempDir static Path results;

  @ParameterizedTest
  @CsvSource({
    "list-runs, 100, 'no filter, 8 clients'",
    "create-run, 100, runs created",
    "task-writes, 100, calls across 100 runs",
    "artifact-writes, 100, 'artifacts, one a call, across 100 runs'"
  })
  void runsToItsEndAndKeepsItsFigures(String row, String size, String figure) throws IOException {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to measure with");

    String printed =
        Pitwheel.run(
                LONGEST,
                List.of(
                    "bench",
                    row,
                    "--size",
                    size,
                    "--database",
                    "sqlite,postgresql",
                    "--results",
                    results.toString()))
            .requireSuccess()
            .output();

    assertThat(printed).contains(row + ": ", "raw figures: " + results);
    Map<String, JsonValue> samples = BenchSamples.of(results, row);
    for (String database : List.of("SQLite", "PostgreSQL")) {
      assertThat(samples.entrySet())
          .filteredOn(sample -> sample.getKey().startsWith(database))
          .anyMatch(sample -> sample.getKey().contains(figure))
          .allSatisfy(sample -> assertThat(((JsonList) sample.getValue()).values()).isNotEmpty());
    }
  }
}
