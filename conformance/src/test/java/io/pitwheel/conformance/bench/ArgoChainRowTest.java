package io.pitwheel.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The row about the cluster runs to its end, at its least size. */
@ExtendWith(ClusterExtension.class)
class ArgoChainRowTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Test
  void measuresDriverCallsLaunchersAndPods(@TempDir Path results) throws IOException {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to measure with");

    Pitwheel.run(
            LONGEST, List.of("bench", "argo-chain", "--size", "2", "--results", results.toString()))
        .requireSuccess();

    Map<String, JsonValue> samples = BenchSamples.of(results, "argo-chain");
    assertThat(numbers(samples, "driver call [s]")).isNotEmpty().allMatch(seconds -> seconds > 0);
    assertThat(numbers(samples, "launcher over the bare command [ms]"))
        .hasSize(2)
        .allMatch(millis -> millis > 10);
    assertThat(numbers(samples, "pods per task []")).containsExactly(1.0);
    assertThat(numbers(samples, "each further task [bytes]")).allMatch(bytes -> bytes > 0);
  }

  private static List<Double> numbers(Map<String, JsonValue> samples, String name) {
    return ((JsonList) samples.getOrDefault(name, JsonValue.listOf(List.of())))
        .values().stream().map(sample -> ((JsonNumber) sample).value()).toList();
  }
}
