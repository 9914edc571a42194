package io.pitwheel.driver.platform;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
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
 */
record PodVolumes(JsonList volumes, JsonList mounts) {
  static PodVolumes of(List<VolumeNeed<JsonValue>> needs) {
    Map<JsonObject, String> names = new LinkedHashMap<>();
    var mounts = new ArrayList<JsonValue>();
    for (VolumeNeed<JsonValue> need : needs) {
      String name = names.computeIfAbsent(source(need), _ -> "volume-" + (names.size() + 1));
      mounts.add(mount(name, need));
    }
    var volumes = new ArrayList<JsonValue>();
    names.forEach((source, name) -> {
      var volume = new LinkedHashMap<String, JsonValue>();
      volume.put("name", JsonValue.of(name));
      volume.putAll(source.members());
      volumes.add(new JsonObject(volume));
    });
    return new PodVolumes(new JsonList(volumes), new JsonList(mounts));
  }

  private static JsonObject source(VolumeNeed<JsonValue> need) {
    return switch (need) {
      case BundleVolume<JsonValue> bundle -> bundle(bundle);
      case ClaimVolume<JsonValue> claim ->
          new JsonObject(
              Map.of("persistentVolumeClaim", new JsonObject(Map.of("claimName", claim.name()))));
      case EphemeralVolume<JsonValue> volume -> ephemeral(volume);
      case EmptyVolume<JsonValue> volume -> {
        var settings = new LinkedHashMap<String, JsonValue>();
        putUnlessEmpty(settings, "medium", volume.medium());
        putUnlessEmpty(settings, "sizeLimit", volume.sizeLimit());
        yield new JsonObject(Map.of("emptyDir", new JsonObject(settings)));
      }
    };
  }

  private static JsonObject bundle(BundleVolume<JsonValue> bundle) {
    boolean isSecret = bundle.kind() == BundleKind.SECRET;
    var reference = new LinkedHashMap<String, JsonValue>();
    reference.put(isSecret ? "secretName" : "name", bundle.name());
    if (bundle.isOptional() != null) {
      reference.put("optional", JsonValue.of(bundle.isOptional().booleanValue()));
    }
    return new JsonObject(Map.of(isSecret ? "secret" : "configMap", new JsonObject(reference)));
  }

  private static JsonObject ephemeral(EphemeralVolume<JsonValue> volume) {
    var specification = new LinkedHashMap<String, JsonValue>();
    specification.put(
        "accessModes", JsonValue.listOf(volume.accessModes().stream().map(JsonValue::of).toList()));
    specification.put(
        "resources",
        new JsonObject(
            Map.of("requests", new JsonObject(Map.of("storage", JsonValue.of(volume.size()))))));
    putUnlessEmpty(specification, "storageClassName", volume.storageClass());
    return new JsonObject(
        Map.of(
            "ephemeral",
            new JsonObject(
                Map.of(
                    "volumeClaimTemplate",
                    new JsonObject(Map.of("spec", new JsonObject(specification)))))));
  }

  private static JsonObject mount(String name, VolumeNeed<JsonValue> need) {
    var mount = new LinkedHashMap<String, JsonValue>();
    mount.put("name", JsonValue.of(name));
    mount.put("mountPath", JsonValue.of(need.mountPath()));
    if (need instanceof ClaimVolume<JsonValue> claim) {
      putUnlessEmpty(mount, "subPath", claim.subPath());
    }
    return new JsonObject(mount);
  }

  private static void putUnlessEmpty(Map<String, JsonValue> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, JsonValue.of(text));
    }
  }
}
