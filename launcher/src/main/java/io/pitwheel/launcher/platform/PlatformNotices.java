package io.pitwheel.launcher.platform;

import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;

/** Says what has no meaning on one machine, whoever runs the command there. */
final class PlatformNotices {
  private PlatformNotices() {}

  static void add(PlatformNeeds<JsonValue> needs, List<String> warnings) {
    Placement<JsonValue> placement = needs.placement();
    if (placement.nodeSelector() != null) {
      warnings.add(meaningless("the node selector " + JsonWriter.write(placement.nodeSelector())));
    }
    addAll("tolerations", placement.tolerations(), warnings);
    addAll("node affinity", placement.nodeAffinities(), warnings);
    addAll("pod affinity", placement.podAffinities(), warnings);
    warnings.addAll(needs.missing());
    for (VolumeNeed<JsonValue> volume : needs.volumes()) {
      switch (volume) {
        case EphemeralVolume<JsonValue> ephemeral -> addEphemeral(ephemeral, warnings);
        case EmptyVolume<JsonValue> empty -> addEmpty(empty, warnings);
        // A process has the machine's own, a container an option.
        case BundleVolume<JsonValue> _,
            ClaimVolume<JsonValue> _,
            SharedMemoryVolume<JsonValue> _ -> {}
      }
    }
  }

  private static void addEphemeral(EphemeralVolume<JsonValue> volume, List<String> warnings) {
    String storage =
        volume.storageClass().isEmpty() ? "" : " and storage class " + volume.storageClass();
    warnings.add(
        "volume %s at %s is an empty folder: its size %s%s are not kept to"
            .formatted(volume.name(), volume.mountPath(), volume.size(), storage));
  }

  private static void addEmpty(EmptyVolume<JsonValue> volume, List<String> warnings) {
    if (!volume.medium().isEmpty() || !volume.sizeLimit().isEmpty()) {
      warnings.add(
          "volume %s at %s is an empty folder: its medium \"%s\" and size limit \"%s\" are not kept to"
              .formatted(volume.name(), volume.mountPath(), volume.medium(), volume.sizeLimit()));
    }
  }

  private static void addAll(String what, List<? extends JsonValue> values, List<String> warnings) {
    if (!values.isEmpty()) {
      warnings.add(
          meaningless("the %s %s".formatted(what, JsonWriter.write(JsonValue.listOf(values)))));
    }
  }

  private static String meaningless(String what) {
    return what + " has no meaning on one machine and was left aside";
  }
}
