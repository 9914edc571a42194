package io.pitwheel.conformance.behaviour;

import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One case: a folder with {@code case.yaml} and the pipelines it names.
 *
 * @param about one sentence
 * @param features names as in the table of compatibility
 */
public record BehaviourCase(
    String name, String about, Set<String> features, List<BehaviourRun> runs) {
  private static final String FOLDER_MARK = "$FOLDER";

  /** Every case, by name. */
  public static List<Path> folders(Path resources) {
    try (Stream<Path> folders = Files.list(resources.resolve("behaviour"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException exception) {
      throw new UncheckedIOException("listing " + resources, exception);
    }
  }

  /** The case of a name among those that are kept. */
  static BehaviourCase named(String name, String scratch) {
    return read(BehaviourTest.RESOURCES.resolve("behaviour").resolve(name), scratch);
  }

  /**
   * Reads a case.
   *
   * @param scratch takes the place of {@code $FOLDER} in all its files
   */
  public static BehaviourCase read(Path folder, String scratch) {
    JsonObject document =
        PipelineText.documents(textOf(folder.resolve("case.yaml"), scratch)).getFirst();
    var features = new TreeSet<String>();
    elements(document, "features").forEach(feature -> features.add(JsonWriter.text(feature)));
    List<BehaviourRun> runs = new ArrayList<>();
    for (JsonValue run : elements(document, "runs")) {
      var members = ((JsonObject) run).members();
      String file =
          JsonWriter.text(members.getOrDefault("pipeline", JsonValue.of("pipeline.yaml")));
      runs.add(
          new BehaviourRun(
              PipelineText.documents(textOf(folder.resolve(file), scratch)),
              objectAt(members.get("arguments")),
              objectAt(members.get("options")),
              objectAt(members.get("expected"))));
    }
    if (runs.isEmpty() || features.isEmpty()) {
      throw new IllegalArgumentException(
          folder + " names no run or no feature (expected: both in case.yaml)");
    }
    return new BehaviourCase(
        String.valueOf(folder.getFileName()),
        JsonWriter.text(document.members().getOrDefault("about", JsonValue.of(""))),
        Set.copyOf(features),
        List.copyOf(runs));
  }

  /** Runs it, and says how what came differs from what it expects; nothing when it does not. */
  List<String> differences(PipelineServer server) throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    String firstRunId = "";
    for (int i = 0; i < runs.size(); i++) {
      BehaviourRun run = runs.get(i);
      JsonObject result = server.run(run.request(name, firstRunId));
      differences.addAll(Fragment.differences("run " + (i + 1), run.expected(), result));
      if (i == 0) {
        firstRunId = JsonWriter.text(result.members().getOrDefault("run_id", JsonValue.ofNull()));
      }
    }
    return differences;
  }

  private static String textOf(Path file, String scratch) {
    try {
      return Files.readString(file).replace(FOLDER_MARK, scratch);
    } catch (IOException exception) {
      throw new UncheckedIOException("reading " + file, exception);
    }
  }

  private static List<JsonValue> elements(JsonObject document, String key) {
    return document.members().get(key) instanceof JsonList(var values) ? values : List.of();
  }

  private static JsonObject objectAt(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
