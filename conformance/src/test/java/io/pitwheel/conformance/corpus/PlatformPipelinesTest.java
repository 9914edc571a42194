package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pipelines that ask things of their platform, of which the corpus has no record since its runner
 * has no platform. Each checks itself what it got.
 */
class PlatformPipelinesTest {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

  @TempDir Path folder;

  @BeforeEach
  void keepSecrets() throws IOException {
    write("test-secret-1/username", "user1");
    write("test-secret-2/password", "psw1\n");
    write("test-secret-3/password", "psw2\n");
    Pitwheel.shareEnvironments(data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "valid/critical/pipeline_with_secret_as_env.yaml",
        "valid/critical/pipeline_with_pod_metadata.yaml"
      })
  void succeedOnOneMachine(String path) {
    var found = Corpus.find();
    Needed.require(found.isPresent(), "no corpus: set PITWHEEL_CORPUS to its folder");
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to run the corpus with");
    var row = new CorpusRow(path, true, "yes", Set.of());

    CommandRun run =
        Pitwheel.run(
            LONGEST_RUN,
            List.of(
                "run",
                found.orElseThrow().fileOf(row).toString(),
                "--kfp-version",
                "2.17.0",
                "--data",
                data().toString()));

    assertThat(run.exitCode()).as(run.output() + run.error()).isZero();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void write(String path, String text) throws IOException {
    Path file = data().resolve("secrets").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
