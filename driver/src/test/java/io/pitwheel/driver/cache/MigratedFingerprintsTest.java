package io.pitwheel.driver.cache;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.artifact;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.TextDigest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigratedFingerprintsTest {
  private static final ContainerComponent TRAIN =
      component("comp-train")
          .image("python:3.11")
          .command("sh", "-c", "a < b && c > d")
          .output("p", ParameterType.STRING)
          .container();

  @Test
  void hashesWhatGosEncoderWritesOfTheCacheKey() {
    var inputs =
        new TaskValues(
            Map.of("n", JsonValue.of(3)),
            Map.of("m", List.of(artifact("id-1", "system.Model", "{}")), "none", List.of()));
    String name = inputs.artifacts().get("m").getFirst().name();

    CacheFingerprint fingerprint = MigratedFingerprints.of(TRAIN, inputs, "");

    assertThat(fingerprint.algorithm()).isEqualTo("kfp-master");
    assertThat(fingerprint.explanation())
        .isEqualTo(
            ("{\"containerSpec\":{\"cmdArgs\":[\"sh\",\"-c\",\"a \\u003c b \\u0026\\u0026 c \\u003e d\"],"
                    + "\"image\":\"python:3.11\"},"
                    + "\"inputArtifactNames\":{\"m\":{\"artifactNames\":[\"%s\"]},\"none\":{}},"
                    + "\"inputParameterValues\":{\"n\":3},"
                    + "\"outputParametersSpec\":{\"p\":\"STRING\"}}")
                .formatted(name));
    assertThat(fingerprint.value()).matches("[0-9a-f]{64}");
  }

  @Test
  void hashesNothingButTheComponentsNameAndTheCacheKeyWhereThereIsOne() {
    var one = new TaskValues(Map.of("n", JsonValue.of(1)), Map.of());
    var two = new TaskValues(Map.of("n", JsonValue.of(2)), Map.of());

    assertThat(MigratedFingerprints.of(TRAIN, one, "mine").value())
        .isEqualTo(MigratedFingerprints.of(TRAIN, two, "mine").value())
        .isEqualTo(TextDigest.sha256("comp-train\0mine"));
  }
}
