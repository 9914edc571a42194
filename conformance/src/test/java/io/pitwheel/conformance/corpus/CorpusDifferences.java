package io.pitwheel.conformance.corpus;

import io.pitwheel.conformance.project.CommandRun;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a server makes of pipelines of the corpus, through the command line, whatever its engine.
 *
 * @param address of the server
 * @param sdkVersion that is meant whatever the pipelines name
 */
record CorpusDifferences(Corpus corpus, String address, String sdkVersion) {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
  private static final int REFUSED = 2;

  /** Runs checks, some at once; all their differences. */
  static List<String> all(List<Callable<List<String>>> checks, int atOnce)
      throws InterruptedException, ExecutionException {
    List<String> differences = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(atOnce)) {
      for (Future<List<String>> answer : pool.invokeAll(checks)) {
        differences.addAll(answer.get());
      }
    }
    return differences;
  }

  /** How the refusal of a pipeline that is not valid differs from what it is to be. */
  List<String> ofRefusal(CorpusRow row) {
    Path file = corpus.fileOf(row);
    var run = Pitwheel.run(LONGEST_RUN, List.of("validate", file.toString(), "--server", address));
    return run.exitCode() == REFUSED
        ? List.of()
        : List.of("%s: exit %d (expected: %d)".formatted(row.path(), run.exitCode(), REFUSED));
  }

  /**
   * How what a pipeline gives differs from what is known of it.
   *
   * @param scratch a folder that its tasks see
   */
  List<String> ofRun(CorpusRow row, Path scratch) throws IOException {
    Path file = corpus.fileOf(row);
    Truth truth = RecordCorrections.apply(row.path(), corpus.truthOf(row)).withFiles(scratch);
    CommandRun run = Pitwheel.run(LONGEST_RUN, commandFor(file, truth));
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

  private List<String> commandFor(Path file, Truth truth) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                file.toString(),
                "--output",
                "json",
                "--kfp-version",
                sdkVersion,
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
