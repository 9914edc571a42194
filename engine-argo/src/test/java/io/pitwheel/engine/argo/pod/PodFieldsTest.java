package io.pitwheel.engine.argo.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodFieldsTest {
  private static final ContainerExecutor EXECUTOR =
      new ContainerExecutor(
          "python:3.11", List.of("python"), List.of(), Map.of("MODE", "fast"), resources());

  @Test
  void patchesNothingThatNobodyAskedFor() {
    PodFields fields = PodFields.of(EXECUTOR, PlatformNeeds.none());

    assertThat(fields.patchText()).isEmpty();
    assertThat(JsonWriter.write(fields.wholePatch()))
        .isEqualTo(
            "{\"containers\":[{\"name\":\"main\",\"image\":\"python:3.11\","
                + "\"resources\":{\"limits\":{\"cpu\":\"2\"}}}]}");
  }

  @Test
  void mountsASourceTwiceByOneVolume() {
    PodFields fields =
        PodFields.of(
            EXECUTOR,
            needs(
                new VolumeNeed.ClaimVolume<>(JsonValue.of("data"), "/in", ""),
                new VolumeNeed.ClaimVolume<>(JsonValue.of("data"), "/out", "results"),
                new VolumeNeed.BundleVolume<>(
                    BundleKind.SECRET, JsonValue.of("data"), "/secret", null)));

    assertThat(JsonWriter.write(fields.ofTemplate()))
        .isEqualTo(
            "{\"volumes\":[{\"name\":\"volume-1\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}},"
                + "{\"name\":\"volume-2\",\"secret\":{\"secretName\":\"data\"}}],"
                + "\"nodeSelector\":{\"disk\":\"fast\"}}");
    assertThat(JsonWriter.write(fields.container()))
        .contains(
            "{\"name\":\"volume-1\",\"mountPath\":\"/in\"}",
            "{\"name\":\"volume-1\",\"mountPath\":\"/out\",\"subPath\":\"results\"}",
            "{\"name\":\"volume-2\",\"mountPath\":\"/secret\"}",
            "\"securityContext\":{\"runAsUser\":1000,\"runAsNonRoot\":true}");
    assertThat(fields.patchText()).isEqualTo("{\"imagePullSecrets\":[{\"name\":\"registry\"}]}");
  }

  @Test
  void copiesModelsOutOfTheirImagesBeforeTheCommand() {
    PodFields fields =
        PodFields.of(
            EXECUTOR,
            PlatformNeeds.none(),
            List.of(new ModelImage("host/b:1"), new ModelImage("host/a/m:1")));

    assertThat(JsonWriter.write(fields.ofTemplate()))
        .isEqualTo(
            "{\"volumes\":[{\"name\":\"model-1\",\"emptyDir\":{}},{\"name\":\"model-2\",\"emptyDir\":{}}]}");
    assertThat(JsonWriter.write(fields.container()))
        .contains(
            "{\"name\":\"model-1\",\"mountPath\":\"/oci/host_a_m:1/models\"}",
            "{\"name\":\"model-2\",\"mountPath\":\"/oci/host_b:1/models\"}");
    assertThat(fields.patchText())
        .startsWith(
            "{\"initContainers\":[{\"name\":\"pitwheel\"},{\"name\":\"model-1\",\"image\":\"host/a/m:1\","
                + "\"command\":[\"/pitwheel/launch\",\"take\",\"/models\",\"/pitwheel-model\"]")
        .contains("\"runAsNonRoot\":true", "\"drop\":[\"ALL\"]");
  }

  @SafeVarargs
  private static PlatformNeeds<JsonValue> needs(VolumeNeed<JsonValue>... volumes) {
    return new PlatformNeeds<>(
        List.of(),
        List.of(),
        List.of(volumes),
        new Placement<>(JsonMembers.of("disk", "fast"), List.of(), List.of(), List.of()),
        new ImagePull<>("", List.of(JsonValue.of("registry"))),
        new RunningUser(1000L, null, true),
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  private static ContainerResources resources() {
    return new ContainerResources("", "2", "", "", "", "");
  }
}
