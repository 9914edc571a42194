package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every pipeline of the corpus that can run on this machine gives what is known of it. */
class CorpusTest {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
  private static final String SDK_VERSION = "2.17.0";
  private static final int AT_ONCE = 2;
  private static final int REFUSED = 2;

  @Test
  void pipelinesGiveWhatIsKnownOfThem(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    var found = Corpus.find();
    Needed.require(found.isPresent(), "no corpus: set PITWHEEL_CORPUS to its folder");
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to run the corpus with");
    Corpus corpus = found.orElseThrow();
    Path data = Files.createDirectory(folder.resolve("data"));
    Pitwheel.shareEnvironments(data);

    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (var server = Pitwheel.startServer(data);
        var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (Callable<List<String>> check : checksOf(corpus, server.address(), folder)) {
        answers.add(pool.submit(check));
      }
      compared = answers.size();
      for (Future<List<String>> answer : answers) {
        differences.addAll(answer.get());
      }
    }

    Checkout.say("corpus: %d pipelines, %d differences".formatted(compared, differences.size()));
    assertThat(compared).isGreaterThan(90);
    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
  }

  private static List<Callable<List<String>>> checksOf(
      Corpus corpus, String address, Path scratch) {
    List<Callable<List<String>>> checks = new ArrayList<>();
    for (CorpusRow row : corpus.rows()) {
      Path file = corpus.fileOf(row);
      if (!row.isValid()) {
        checks.add(() -> differencesOfRefusal(row, file, address));
        continue;
      }
      Optional<String> reason = Scope.reasonNotToRun(row);
      if (reason.isPresent()) {
        Checkout.say("corpus: not run: " + row.path() + ": " + reason.get());
        continue;
      }
      Truth truth = RecordCorrections.apply(row.path(), corpus.truthOf(row)).withFiles(scratch);
      checks.add(() -> differencesOfRun(row, file, truth, address));
    }
    return checks;
  }

  private static List<String> differencesOfRefusal(CorpusRow row, Path file, String address) {
    var run = Pitwheel.run(LONGEST_RUN, List.of("validate", file.toString(), "--server", address));
    return run.exitCode() == REFUSED
        ? List.of()
        : List.of("%s: exit %d (expected: %d)".formatted(row.path(), run.exitCode(), REFUSED));
  }

  private static List<String> differencesOfRun(
      CorpusRow row, Path file, Truth truth, String address) throws IOException {
    CommandRun run = Pitwheel.run(LONGEST_RUN, commandFor(file, truth, address));
    try {
      JsonValue result = JsonReader.read(run.output());
      var graph = PipelineGraph.read(Files.readString(file));
      return new ResultComparison(graph, result)
          .differencesFrom(truth).stream()
              .map(difference -> row.path() + ": " + difference)
              .toList();
    } catch (PipelinesException exception) {
      return List.of(
          "%s: exit %d and no result document (%s)%n%s%s"
              .formatted(
                  row.path(), run.exitCode(), exception.getMessage(), run.output(), run.error()));
    }
  }

  private static List<String> commandFor(Path file, Truth truth, String address) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                file.toString(),
                "--output",
                "json",
                "--kfp-version",
                SDK_VERSION,
                "--server",
                address));
    truth
        .arguments()
        .forEach((name, value) -> {
          command.add("-p");
          command.add(
              name
                  + "="
                  + (value instanceof JsonText(String text) ? text : JsonWriter.write(value)));
        });
    return command;
  }
}
