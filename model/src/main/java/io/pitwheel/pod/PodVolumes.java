package io.pitwheel.pod;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimMarks;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Volumes in the form of the pod specification: one volume a source, however often it is mounted,
 * under a name of our own, since names of objects may be too long and may be the same.
 *
 * @param volumes each an object with its name and its source
 * @param mounts each an object with the name of its volume and its path
 */
public record PodVolumes(JsonList volumes, JsonList mounts) {
  /** The volumes of these needs, in their order. */
  public static PodVolumes of(List<VolumeNeed<JsonValue>> needs) {
    Map<Volume, String> names = new LinkedHashMap<>();
    var mounts = new ArrayList<JsonValue>();
    for (VolumeNeed<JsonValue> need : needs) {
      var volume = new Volume(ownName(need), source(need));
      String name = names.computeIfAbsent(volume, _ -> "volume-" + (names.size() + 1));
      mounts.add(mount(name, need));
    }
    var volumes = new ArrayList<JsonValue>();
    names.forEach((volume, name) ->
        volumes.add(new JsonMembers().put("name", name).putAll(volume.source()).build()));
    return new PodVolumes(new JsonList(volumes), new JsonList(mounts));
  }

  /**
   * What makes two needs one volume.
   *
   * @param ownName of a volume that the task makes for itself; empty for what is there already
   */
  private record Volume(String ownName, JsonObject source) {}

  private static String ownName(VolumeNeed<JsonValue> need) {
    return switch (need) {
      case BundleVolume<JsonValue> _, ClaimVolume<JsonValue> _ -> "";
      case EphemeralVolume<JsonValue> volume -> volume.name();
      case EmptyVolume<JsonValue> volume -> volume.name();
      case SharedMemoryVolume<JsonValue> volume -> volume.mountPath();
    };
  }

  private static JsonObject source(VolumeNeed<JsonValue> need) {
    return switch (need) {
      case BundleVolume<JsonValue> bundle -> bundle(bundle);
      case ClaimVolume<JsonValue> claim ->
          JsonMembers.of("persistentVolumeClaim", JsonMembers.of("claimName", claim.name()));
      case EphemeralVolume<JsonValue> volume -> ephemeral(volume);
      case EmptyVolume<JsonValue> volume ->
          JsonMembers.of(
              "emptyDir",
              new JsonMembers()
                  .putUnlessEmpty("medium", volume.medium())
                  .putUnlessEmpty("sizeLimit", volume.sizeLimit())
                  .build());
      case SharedMemoryVolume<JsonValue> volume ->
          JsonMembers.of(
              "emptyDir",
              new JsonMembers()
                  .put("medium", "Memory")
                  .putUnlessEmpty("sizeLimit", volume.sizeLimit())
                  .build());
    };
  }

  private static JsonObject bundle(BundleVolume<JsonValue> bundle) {
    boolean isSecret = bundle.kind() == BundleKind.SECRET;
    var reference = new JsonMembers().put(isSecret ? "secretName" : "name", bundle.name());
    if (bundle.isOptional() != null) {
      reference.put("optional", JsonValue.of(bundle.isOptional().booleanValue()));
    }
    return JsonMembers.of(isSecret ? "secret" : "configMap", reference.build());
  }

  private static JsonObject ephemeral(EphemeralVolume<JsonValue> volume) {
    JsonObject specification =
        new JsonMembers()
            .put("accessModes", volume.accessModes().stream().map(JsonValue::of).toList())
            .put("resources", JsonMembers.of("requests", JsonMembers.of("storage", volume.size())))
            .putUnlessEmpty("storageClassName", volume.storageClass())
            .build();
    JsonObject template =
        new JsonMembers()
            .putUnlessEmpty("metadata", marks(volume.marks()))
            .put("spec", specification)
            .build();
    return JsonMembers.of("ephemeral", JsonMembers.of("volumeClaimTemplate", template));
  }

  private static JsonObject marks(ClaimMarks marks) {
    return new JsonMembers()
        .putUnlessEmpty("labels", texts(marks.labels()))
        .putUnlessEmpty("annotations", texts(marks.annotations()))
        .build();
  }

  private static JsonObject texts(Map<String, String> texts) {
    var members = new JsonMembers();
    texts.forEach(members::put);
    return members.build();
  }

  private static JsonObject mount(String name, VolumeNeed<JsonValue> need) {
    var mount = new JsonMembers().put("name", name).put("mountPath", need.mountPath());
    if (need instanceof ClaimVolume<JsonValue> claim) {
      mount.putUnlessEmpty("subPath", claim.subPath());
    }
    return mount.build();
  }
}
