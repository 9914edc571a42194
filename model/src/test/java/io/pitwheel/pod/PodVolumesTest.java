package io.pitwheel.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimMarks;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodVolumesTest {
  @Test
  void givesBundlesOfOneNameButTwoKindsAVolumeEach() {
    PodVolumes volumes =
        of(
            new BundleVolume<>(BundleKind.SECRET, JsonValue.of("same"), "/a", false),
            new BundleVolume<>(BundleKind.CONFIG_MAP, JsonValue.of("same"), "/b", null));

    assertThat(JsonWriter.write(volumes.volumes()))
        .isEqualTo(
            "[{\"name\":\"volume-1\",\"secret\":{\"secretName\":\"same\",\"optional\":false}},"
                + "{\"name\":\"volume-2\",\"configMap\":{\"name\":\"same\"}}]");
  }

  @Test
  void mountsOneClaimTwice() {
    PodVolumes volumes =
        of(
            new ClaimVolume<>(JsonValue.of("data"), "/in", ""),
            new ClaimVolume<>(JsonValue.of("data"), "/out", "results"));

    assertThat(JsonWriter.write(volumes.volumes()))
        .isEqualTo("[{\"name\":\"volume-1\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
    assertThat(JsonWriter.write(volumes.mounts()))
        .isEqualTo(
            "[{\"name\":\"volume-1\",\"mountPath\":\"/in\"},"
                + "{\"name\":\"volume-1\",\"mountPath\":\"/out\",\"subPath\":\"results\"}]");
  }

  @Test
  void makesVolumesForTheTaskAlone() {
    PodVolumes volumes =
        of(
            new EphemeralVolume<>("own", "/own", List.of("ReadWriteOnce"), "1Gi", "fast"),
            new EmptyVolume<>("memory", "/memory", "Memory", ""),
            new EmptyVolume<>("other", "/other", "Memory", ""),
            new EmptyVolume<>("memory", "/again", "Memory", ""),
            new SharedMemoryVolume<>("2Gi"));

    assertThat(JsonWriter.write(volumes.volumes()))
        .isEqualTo(
            "[{\"name\":\"volume-1\",\"ephemeral\":{\"volumeClaimTemplate\":{\"spec\":"
                + "{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":"
                + "{\"storage\":\"1Gi\"}},\"storageClassName\":\"fast\"}}}},"
                + "{\"name\":\"volume-2\",\"emptyDir\":{\"medium\":\"Memory\"}},"
                + "{\"name\":\"volume-3\",\"emptyDir\":{\"medium\":\"Memory\"}},"
                + "{\"name\":\"volume-4\",\"emptyDir\":"
                + "{\"medium\":\"Memory\",\"sizeLimit\":\"2Gi\"}}]");
    assertThat(JsonWriter.write(volumes.mounts()))
        .endsWith(
            "{\"name\":\"volume-2\",\"mountPath\":\"/again\"},"
                + "{\"name\":\"volume-4\",\"mountPath\":\"/dev/shm\"}]");
  }

  @Test
  void marksTheClaimOfAVolumeForTheTask() {
    PodVolumes volumes =
        of(
            new EphemeralVolume<>(
                "own",
                "/own",
                List.of(),
                "1Gi",
                "",
                new ClaimMarks(Map.of("team", "a", "cost", "b"), Map.of("note", "c"))));

    assertThat(JsonWriter.write(volumes.volumes()))
        .contains(
            "\"volumeClaimTemplate\":{\"metadata\":{\"labels\":{\"cost\":\"b\",\"team\":\"a\"},"
                + "\"annotations\":{\"note\":\"c\"}},\"spec\":{");
  }

  @SafeVarargs
  private static PodVolumes of(VolumeNeed<JsonValue>... needs) {
    return PodVolumes.of(List.of(needs));
  }
}
