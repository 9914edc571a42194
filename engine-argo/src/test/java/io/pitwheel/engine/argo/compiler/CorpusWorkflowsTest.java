package io.pitwheel.engine.argo.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Workflows of all real pipelines at hand, by bytes and digest of each template. */
final class CorpusWorkflowsTest {
  private static final String HEADER = "pipeline,template,bytes,sha256";
  private static final int SHOWN_DIGITS = 12;

  @Test
  void makesTheKnownWorkflowOfEveryValidPipeline() throws IOException {
    Optional<Path> corpus = corpus();
    if (corpus.isEmpty()) {
      assertThat(System.getenv("CI")).as("no corpus: set PITWHEEL_CORPUS").isNotEqualTo("true");
      System.out.println("CorpusWorkflowsTest skipped: no shared corpus and no PITWHEEL_CORPUS");
      return;
    }
    var text = new StringBuilder(HEADER).append('\n');
    for (Path file : pipelinesOf(corpus.get())) {
      read(file).ifPresent(workflow -> append(text, nameOf(corpus.get(), file), workflow));
    }

    Golden.compare("corpus.csv", text.toString());
  }

  private static void append(StringBuilder text, String name, JsonObject workflow) {
    text.append(line(name, "(all)", workflow));
    Compiled.templatesOf(workflow)
        .forEach((template, body) -> text.append(line(name, template, body)));
  }

  private static String line(String pipeline, String template, JsonObject body) {
    return "%s,%s,%d,%s%n"
        .formatted(
            pipeline,
            template,
            Compiled.bytesOf(body),
            TextDigest.sha256(JsonWriter.write(body)).substring(0, SHOWN_DIGITS));
  }

  /** Pipelines that are refused have no Workflow; which those are is tested where they are read. */
  private static Optional<JsonObject> read(Path file) throws IOException {
    try {
      return Optional.of(Compiled.pipeline(Files.readString(file)));
    } catch (PipelinesException exception) {
      return Optional.empty();
    }
  }

  private static List<Path> pipelinesOf(Path corpus) throws IOException {
    try (Stream<Path> files = Files.walk(corpus.resolve("pipelines"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String nameOf(Path corpus, Path file) {
    return corpus.resolve("pipelines").relativize(file).toString();
  }

  private static Optional<Path> corpus() {
    String named = System.getenv("PITWHEEL_CORPUS");
    Path folder =
        named == null || named.isEmpty() ? Path.of("..", "..", "shared", "corpus") : Path.of(named);
    return Files.isDirectory(folder.resolve("pipelines")) ? Optional.of(folder) : Optional.empty();
  }
}
