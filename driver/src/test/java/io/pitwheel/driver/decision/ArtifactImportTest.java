package io.pitwheel.driver.decision;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.driver.fixture.TaskFixture;
import io.pitwheel.specification.ImporterExecutor;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactImportTest {
  @Test
  void importsAConstantUriUnderTheDeclaredOutput() {
    var executor =
        new ImporterExecutor(
            "s3://b/models/{{$.inputs.parameters['which']}}",
            "",
            "system.Model",
            "0.0.1",
            JsonObject.EMPTY,
            false,
            false);

    var decision =
        driving(importerTask().text("which", "best").build(), artifactOutput().importer(executor))
            .decide();

    assertThat(decision)
        .isInstanceOfSatisfying(
            ImportArtifact.class,
            imported -> {
              assertThat(imported.outputKey()).isEqualTo("artifact");
              assertThat(imported.artifact())
                  .isEqualTo(
                      new Artifact(
                          "",
                          "best",
                          "s3://b/models/best",
                          "system.Model",
                          "0.0.1",
                          JsonObject.EMPTY));
              assertThat(imported.reusesExisting()).isTrue();
            });
  }

  @Test
  void importsAUriThatAnotherTaskMade() {
    var fixture =
        driving(
                importerTask().output("uri", "train", "place").build(),
                artifactOutput().input("uri", STRING).importer("{}", true, false))
            .succeeded("train", "place", "\"s3://b/made\"");

    assertThat(imported(fixture).artifact().uri()).isEqualTo("s3://b/made");
    assertThat(imported(fixture).reusesExisting()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/a/model.pkl, model.pkl",
    "s3://b/folder/, folder",
    "s3://bucket, bucket",
    "plain, plain",
    "/data/x, x",
    "https://host/x.csv?version=1/2#top, x.csv"
  })
  void callsTheArtifactAsTheLastPartOfItsUri(String uri, String name) {
    assertThat(imported(given(uri, "{}", false)).artifact().name()).isEqualTo(name);
  }

  @Test
  void fillsPlaceholdersInKeysAndValuesOfTheMetadataAtEveryDepth() {
    var fixture =
        driving(
            importerTask().text("uri", "s3://b/k").text("key", "k").constant("n", "3").build(),
            artifactOutput()
                .input("uri", STRING)
                .importer(
                    """
                    {"{{$.inputs.parameters['key']}}": ["v-{{$.inputs.parameters['n']}}", {"deep": "{{$.pipeline_job_uuid}}"}], "whole": 2}\
                    """,
                    false,
                    false));

    assertThat(imported(fixture).artifact().metadata())
        .isEqualTo(JsonReader.read("{\"k\": [\"v-3\", {\"deep\": \"run-1\"}], \"whole\": 2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void refusesAUriWithoutText(String uri) {
    var failure = given(uri, "{}", false).rejection();

    assertThat(failure.message()).contains("the input uri").contains("not empty");
    assertThat(failure.path())
        .isEqualTo("deploymentSpec.executors.exec-importer.importer.artifactUri");
  }

  @Test
  void marksWhatGoesIntoTheWorkspaceForItsConsumers() {
    ImportArtifact imported = imported(given("/data/x", "{\"a\": 1}", true));

    assertThat(imported.copiesToWorkspace()).isTrue();
    assertThat(imported.artifact().metadata())
        .isEqualTo(JsonReader.read("{\"a\": 1, \"_kfp_workspace\": true}"));
  }

  @Test
  void refusesAnImageInTheWorkspaceAndAWorkspaceThatIsNone() {
    assertThat(given("oci://host/image:1", "{}", true).rejection().message())
        .contains("oci://host/image:1")
        .contains("an image is not copied");
    assertThat(given("/data/x", "{}", true).withoutWorkspace().rejection().message())
        .contains("the pipeline has none")
        .contains("pipelineConfig.workspace");
  }

  @Test
  void refusesAComponentWithoutExactlyOneOutput() {
    var none = importerTask().text("uri", "s3://b/k").build();

    var failure =
        driving(none, component("comp-importer").input("uri", STRING).importer("{}", false, false))
            .rejection();

    assertThat(failure.message()).contains("exactly one declared output artifact");
  }

  @Test
  void importsNothingWhenItsConditionIsFalse() {
    var fixture =
        driving(
            importerTask().text("uri", "s3://b/k").when("1 == 2").build(),
            artifactOutput().input("uri", STRING).importer("{}", false, false));

    assertThat(fixture.decide()).isInstanceOf(SkipTask.class);
  }

  @Test
  void knowsNoCache() {
    var fixture = given("s3://b/k", "{}", false);

    assertThat(
            fixture.decide(_ -> {
              throw new AssertionError("the cache was asked");
            }))
        .isInstanceOf(ImportArtifact.class);
  }

  private static DrivingFixture given(String uri, String metadata, boolean toWorkspace) {
    return driving(
        importerTask().text("uri", uri).build(),
        artifactOutput().input("uri", STRING).importer(metadata, false, toWorkspace));
  }

  private static ImportArtifact imported(DrivingFixture fixture) {
    return (ImportArtifact) fixture.decide();
  }

  private static TaskFixture importerTask() {
    return task("importer", "comp-importer");
  }

  private static ComponentFixture artifactOutput() {
    return component("comp-importer").outputArtifact("artifact");
  }
}
