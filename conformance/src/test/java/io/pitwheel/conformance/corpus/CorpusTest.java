package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every pipeline of the corpus that can run on this machine gives what is known of it. */
class CorpusTest {
  private static final String SDK_VERSION = "2.17.0";
  private static final int AT_ONCE = 2;

  @Test
  void pipelinesGiveWhatIsKnownOfThem(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    var found = Corpus.find();
    Needed.require(found.isPresent(), "no corpus: set PITWHEEL_CORPUS to its folder");
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to run the corpus with");
    Corpus corpus = found.orElseThrow();
    Path data = Files.createDirectory(folder.resolve("data"));
    Pitwheel.shareEnvironments(data);

    List<String> differences;
    int compared;
    try (var server = Pitwheel.startServer(data)) {
      var checks =
          checksOf(corpus, new CorpusDifferences(corpus, server.address(), SDK_VERSION), folder);
      compared = checks.size();
      differences = CorpusDifferences.all(checks, AT_ONCE);
    }

    Checkout.say("corpus: %d pipelines, %d differences".formatted(compared, differences.size()));
    assertThat(compared).isGreaterThan(90);
    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
  }

  private static List<Callable<List<String>>> checksOf(
      Corpus corpus, CorpusDifferences differences, Path scratch) {
    List<Callable<List<String>>> checks = new ArrayList<>();
    for (CorpusRow row : corpus.rows()) {
      if (!row.isValid()) {
        checks.add(() -> differences.ofRefusal(row));
        continue;
      }
      Optional<String> reason = Scope.reasonNotToRun(row);
      if (reason.isPresent()) {
        Checkout.say("corpus: not run: " + row.path() + ": " + reason.get());
        continue;
      }
      checks.add(() -> differences.ofRun(row, scratch));
    }
    return checks;
  }
}
