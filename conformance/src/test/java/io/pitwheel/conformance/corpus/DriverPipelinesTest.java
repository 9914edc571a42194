package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pipelines that KFP tests its driver with, which the index does not list. Each checks itself what
 * it got. What they are about has cases of our own in the behaviour suite:
 *
 * <ul>
 *   <li>cache_test: cache-hits-and-misses, cache-after-failure, cache-keys
 *   <li>componentInput: inputs-of-every-kind
 *   <li>nested_naming_conflicts: names-at-several-levels
 *   <li>oneof_simple and nested ones: oneof
 *   <li>Collected over raw and parameter iterators: loops-over-values, and for artifacts
 *       loops-over-artifacts
 *   <li>k8s_parameters asks a cluster what it got, so it has no run here: PlatformResolutionTest
 *       has each field by parameter, and PlatformTaskTest what one machine makes of them
 * </ul>
 */
class DriverPipelinesTest {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"cache_test", "componentInput", "nested_naming_conflicts", "oneof_simple"})
  void findsWhatItExpects(String name) throws IOException {
    var found = Corpus.find();
    Needed.require(found.isPresent(), "no corpus: set PITWHEEL_CORPUS to its folder");
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to run the corpus with");
    var row = new CorpusRow("driver/" + name + ".yaml", true, "yes", Set.of());
    Path data = Files.createDirectory(folder.resolve("data"));
    Pitwheel.shareEnvironments(data);

    var run =
        Pitwheel.run(
            LONGEST_RUN,
            List.of(
                "run",
                found.orElseThrow().fileOf(row).toString(),
                "--kfp-version",
                "2.17.0",
                "--data",
                data.toString()));

    assertThat(run.exitCode()).as(run.output() + run.error()).isZero();
  }
}
