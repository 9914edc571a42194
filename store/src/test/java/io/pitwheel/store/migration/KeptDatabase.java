package io.pitwheel.store.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.event.RunEvent;
import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.submission.Submission;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A database that has lived through the versions before: each wrote the rows it could. */
public final class KeptDatabase {
  private static final String ENDED = "c0000000-0000-4000-8000-000000000001";
  private static final String WAITING = "c0000000-0000-4000-8000-000000000002";
  private static final String STEP = "d0000000-0000-4000-8000-000000000002";

  private KeptDatabase() {}

  /** The versions that such a database can be left at. */
  public static List<Integer> versions() {
    List<Integer> all = Migration.shipped().stream().map(Migration::version).toList();
    return all.subList(0, all.size() - 1);
  }

  /** The steps up to a version. */
  public static List<Migration> upTo(int version) {
    return Migration.shipped().stream().filter(step -> step.version() <= version).toList();
  }

  /**
   * Takes an empty database to a version, step by step, with the rows of each.
   *
   * @param migrating brings it to the last of some steps
   * @param executing runs statements
   */
  public static void liveUpTo(
      int version, Consumer<List<Migration>> migrating, Consumer<String> executing) {
    for (Migration step : upTo(version)) {
      migrating.accept(upTo(step.version()));
      rowsOf(step.version()).ifPresent(executing);
    }
  }

  /**
   * Takes an empty database to the newest version at once, and then has a server of an older
   * version write into it, with the statements that such a server knows.
   *
   * @param version of that server
   */
  public static void writeAsVersion(
      int version, Consumer<List<Migration>> migrating, Consumer<String> executing) {
    migrating.accept(Migration.shipped());
    for (Migration step : upTo(version)) {
      rowsOf(step.version()).ifPresent(executing);
    }
  }

  private static Optional<String> rowsOf(int version) {
    String name = "/database/rows-%04d.sql".formatted(version);
    try (InputStream stream = KeptDatabase.class.getResourceAsStream(name)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), UTF_8).replaceAll("(?m)^--.*\\R", ""));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** What this version must read in it, and be able to do with it. */
  public static void assertWhole(Stores stores) {
    assertThat(stores.runs().find(ENDED).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(stores.runs().find(ENDED).orElseThrow().creation().parameters())
        .containsEntry("rate", JsonReader.read("0.5"));
    Task step = stores.tasks().find(STEP).orElseThrow();
    assertThat(step.state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(step.warnings()).containsExactly("a warning");
    assertThat(step.outputs().parameters()).containsEntry("Output", JsonReader.read("3"));
    assertThat(step.outputs().artifacts()).containsKey("model");
    assertThat(stores.tasks().list(ENDED)).hasSize(2);
    assertThat(stores.tasks().attempts(STEP)).hasSize(1);
    assertThat(stores.tasks().findReusable("", new CacheFingerprint("one", "abc", "{}")))
        .isPresent();
    assertThat(stores.events().readAfter(ENDED, 0, 10))
        .extracting(RunEvent::sequence)
        .containsExactly(1L, 2L, 3L);
    assertThat(stores.experiments().findByName("", "Kept")).isPresent();
    assertThat(stores.pipelines().findByName("", "kept")).isPresent();
    assertThat(stores.pipelines().findLatestVersion("a0000000-0000-4000-8000-000000000001"))
        .isPresent();
    assertThat(stores.specifications().find("1".repeat(64)).orElseThrow().document().members())
        .containsKey("pipelineInfo")
        .doesNotContainValue(JsonValue.ofNull());
    assertGoesOn(stores);
  }

  private static void assertGoesOn(Stores stores) {
    Instant now = Instant.ofEpochMilli(1_700_000_060_000L);
    assertThat(stores.submissions().take("one", 10, now, Duration.ofSeconds(30)))
        .extracting(Submission::runId)
        .containsExactly(WAITING);

    assertThat(stores.runs().begin(WAITING, 1, now).state()).isEqualTo(RunState.RUNNING);

    assertThat(stores.events().readAfter(WAITING, 1, 10)).isNotEmpty();
  }
}
