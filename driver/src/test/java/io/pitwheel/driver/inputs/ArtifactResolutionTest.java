package io.pitwheel.driver.inputs;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.artifact;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.task.SkipReason;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtifactResolutionTest {
  private static final Artifact MODEL = artifact("m1", "system.Model", "{}");

  @Test
  void takesArtifactsOfTasksAndOfTheEnclosingGraph() {
    var driving =
        driving(
                task("train", "comp-train")
                    .outputArtifact("a", "make", "o")
                    .parentArtifact("b", "given"),
                component("comp-train")
                    .inputArtifact("a", false, false)
                    .inputArtifact("b", true, false))
            .task(task("make", "comp-make").build(), component("comp-make").container())
            .succeeded("make", "o", MODEL)
            .scopeArtifact("given", MODEL, artifact("m2", "system.Model", "{}"));

    assertThat(driving.decide().inputs().artifacts().get("a")).containsExactly(MODEL);
    assertThat(driving.decide().inputs().artifacts().get("b")).hasSize(2);
  }

  @Test
  void givesTitlesTheSdkKnows() {
    assertThat(
            resolve(
                artifact("a", "Dataset", "{}"),
                artifact("b", "", "{}"),
                artifact("c", "google.VertexModel", "{}"),
                artifact("d", "Artifact", "{\"_kfp_schema_title\": \"my.Type\", \"k\": 1}")))
        .extracting(Artifact::schemaTitle)
        .containsExactly("system.Dataset", "system.Artifact", "google.VertexModel", "my.Type");
    assertThat(
            resolve(artifact("d", "Artifact", "{\"_kfp_schema_title\": \"my.Type\", \"k\": 1}"))
                .getFirst()
                .metadata())
        .isEqualTo(JsonReader.read("{\"k\": 1}"));
  }

  @Test
  void mergesMetricsOnlyForAnInputThatTakesOne() {
    Artifact first = artifact("a", "system.Metrics", "{\"x\": 1, \"y\": 1}");
    Artifact second = artifact("b", "system.Metrics", "{\"y\": 2}");
    var single =
        driving(
                task("train", "comp-train").parentArtifact("a", "given"),
                component("comp-train").inputArtifact("a", false, false))
            .scopeArtifact("given", first, second);

    assertThat(single.decide().inputs().artifacts().get("a"))
        .singleElement()
        .satisfies(merged -> {
          assertThat(merged.id()).isEqualTo("a");
          assertThat(merged.metadata()).isEqualTo(JsonReader.read("{\"x\": 1, \"y\": 2}"));
        });
    assertThat(resolve(first, second)).hasSize(2);
  }

  @Test
  void leavesAMissingOptionalArtifactOutAndRejectsAMissingRequiredOne() {
    var consumer = task("train", "comp-train").parentArtifact("a", "given");

    assertThat(
            driving(consumer, component("comp-train").inputArtifact("a", false, true))
                .decide()
                .inputs()
                .artifacts())
        .isEmpty();
    assertThat(
            driving(consumer, component("comp-train").inputArtifact("a", false, false))
                .rejection()
                .path())
        .isEqualTo("root.dag.tasks.train.inputs.artifacts.a");
    assertThat(
            driving(
                    task("train", "comp-train"),
                    component("comp-train").inputArtifact("a", false, false))
                .rejection()
                .message())
        .contains("the task gives it nothing");
  }

  @Test
  void givesAnEmptyListForALoopWithoutIterations() {
    var driving =
        driving(
                task("train", "comp-train").outputArtifact("a", "loop", "o"),
                component("comp-train").inputArtifact("a", true, false))
            .task(
                task("loop", "comp-loop").over(new RawItems("item", "[]")).build(),
                component("comp-loop").dag())
            .skipped("loop", SkipReason.NO_ITERATIONS);

    assertThat(driving.decide().inputs().artifacts()).containsEntry("a", List.of());
  }

  @Test
  void rejectsAnArtifactWithNeitherNameNorUri() {
    var nothing = new Artifact("id-9", "", "", "system.Model", "", JsonObject.EMPTY);

    assertThat(
            driving(
                    task("train", "comp-train").parentArtifact("a", "given"),
                    component("comp-train").inputArtifact("a", false, false))
                .scopeArtifact("given", nothing)
                .rejection()
                .message())
        .contains("id-9")
        .contains("neither name nor uri");
  }

  private static List<Artifact> resolve(Artifact... given) {
    DrivingFixture driving =
        driving(
                task("train", "comp-train").parentArtifact("a", "given"),
                component("comp-train").inputArtifact("a", true, false))
            .scopeArtifact("given", given);
    return driving.decide().inputs().artifacts().getOrDefault("a", List.of());
  }
}
