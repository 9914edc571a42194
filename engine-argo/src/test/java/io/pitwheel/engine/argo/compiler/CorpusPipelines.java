package io.pitwheel.engine.argo.compiler;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.testing.need.MissingPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The real pipelines at hand. */
public final class CorpusPipelines {
  private CorpusPipelines() {}

  /**
   * Those that are not refused, by name. Ends the test when there is no corpus, which is an error
   * when CI=true.
   */
  public static Map<String, TaskGraph> valid() {
    Path pipelines = folder().resolve("pipelines");
    if (!Files.isDirectory(pipelines)) {
      MissingPart.endTest("no corpus at " + pipelines + " (expected: PITWHEEL_CORPUS names it)");
    }
    var graphs = new TreeMap<String, TaskGraph>();
    for (Path file : filesBelow(pipelines)) {
      try {
        graphs.put(
            pipelines.relativize(file).toString(),
            TaskGraph.of(PipelineDocumentReader.read(Files.readString(file)).specification()));
      } catch (PipelinesException refused) {
        // Which those are is tested where pipelines are read.
      } catch (IOException exception) {
        throw new UncheckedIOException("reading " + file, exception);
      }
    }
    return graphs;
  }

  private static Path folder() {
    String named = System.getenv("PITWHEEL_CORPUS");
    return named == null || named.isEmpty()
        ? Path.of("..", "..", "shared", "corpus")
        : Path.of(named);
  }

  private static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException exception) {
      throw new UncheckedIOException("listing " + folder, exception);
    }
  }
}
