package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What importers write down, and which artifact they find again. */
public abstract class ArtifactImportContract extends StoreContract {
  private static final TaskGraph TWO_IMPORTERS =
      dag()
          .task("one", leaf().artifact("artifact"))
          .task("two", leaf().artifact("artifact"))
          .graph();

  @Test
  void writesAnArtifactDownAndAnswersItsRow() {
    RunFixture run = RunFixture.begun(ports(), TWO_IMPORTERS);
    Artifact artifact = artifact("store://b/k", "{\"a\": 1}");

    RecordedChanges recorded = run.record(run.imported(true, artifact, "one"));

    assertThat(recorded.imports()).containsExactly(run.task("one"));
    assertThat(recorded.runState()).isNull();
    assertThat(imported(run.task("one"))).isEqualTo(artifact);
  }

  @Test
  void findsTheArtifactOfTheSameIdentityWhateverTheOrderOfItsMetadata() {
    RunFixture run = RunFixture.begun(ports(), TWO_IMPORTERS);
    Artifact first = artifact("store://b/k", "{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}");
    Artifact again = artifact("store://b/k", "{\"b\": {\"d\": 3, \"c\": 2}, \"a\": 1}");

    run.record(run.imported(true, first, "one"));
    RecordedChanges recorded = run.record(run.imported(true, again, "two"));

    assertThat(imported(recorded.imports().getFirst())).isEqualTo(first);
    assertThat(recorded.runState()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void findsItInOneCallAndInAnotherRun() {
    RunFixture run = RunFixture.begun(ports(), TWO_IMPORTERS);
    RunFixture later = RunFixture.begun(ports(), TWO_IMPORTERS);
    Artifact first = artifact("store://b/one", "{}");

    run.record(
        run.imported(true, first, "one"),
        run.imported(true, artifact("store://b/one", "{}"), "two"));
    later.record(later.imported(true, artifact("store://b/one", "{}"), "one"));

    assertThat(imported(run.task("two"))).isEqualTo(first);
    assertThat(imported(later.task("one"))).isEqualTo(first);
  }

  @Test
  void makesAnotherForAnotherTypeUriOrMetadataAndWhenAskedTo() {
    RunFixture run = RunFixture.begun(ports(), TWO_IMPORTERS);
    RunFixture other = RunFixture.begun(ports(), TWO_IMPORTERS);
    Artifact first = artifact("store://b/two", "{}");
    Artifact asked = artifact("store://b/two", "{}");
    Artifact described = artifact("store://b/two", "{\"a\": 1}");

    run.record(run.imported(false, first, "one"), run.imported(false, asked, "two"));
    other.record(
        other.imported(true, described, "one"),
        other.imported(true, artifact("store://b/two", "{}"), "two"));

    assertThat(imported(run.task("two"))).isEqualTo(asked);
    assertThat(imported(other.task("one"))).isEqualTo(described);
    assertThat(imported(other.task("two"))).isEqualTo(first);
  }

  @Test
  void answersTheSameWhenACallIsRepeated() {
    RunFixture run = RunFixture.begun(ports(), TWO_IMPORTERS);
    var change = run.imported(true, artifact("store://b/three", "{}"), "one");
    RecordedChanges first = run.record(change);

    assertThat(run.record(change)).isEqualTo(first);
    assertThat(run.root().counters().succeeded()).isEqualTo(1);
  }

  @Test
  void makesOneWhenManyRunsImportAtOnce() throws InterruptedException, ExecutionException {
    List<RunFixture> runs =
        IntStream.range(0, 6).mapToObj(_ -> RunFixture.begun(ports(), TWO_IMPORTERS)).toList();
    var ready = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          runs.stream()
              .map(run ->
                  threads.submit(() -> {
                    ready.await();
                    return run.record(
                        run.imported(true, artifact("store://b/at-once", "{}"), "one"));
                  }))
              .toList();
      ready.countDown();
      for (var answer : answers) {
        answer.get();
      }
    }

    assertThat(runs.stream().map(run -> imported(run.task("one")).id()).distinct()).hasSize(1);
  }

  private static Artifact imported(Task task) {
    return task.outputs().artifacts().getOrDefault("artifact", List.of()).getFirst();
  }

  private static Artifact artifact(String uri, String metadata) {
    return new Artifact(
        UUID.randomUUID().toString(),
        "k",
        uri,
        "system.Model",
        "0.0.1",
        (JsonObject) JsonReader.read(metadata));
  }
}
