package io.pitwheel.launch;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher inside a pod needs to know of the platform as JSON: the namespace and what is
 * mounted where. All else is the pod's own form, which was decided before it began.
 */
final class PodPlatformForm {
  private static final String KIND = "kind";
  private static final String NAME = "name";
  private static final String MOUNT_PATH = "mountPath";
  private static final String OPTIONAL = "isOptional";
  private static final String CLAIM = "CLAIM";
  private static final String EPHEMERAL = "EPHEMERAL";
  private static final String EMPTY = "EMPTY";
  private static final String SHARED_MEMORY = "SHARED_MEMORY";

  private PodPlatformForm() {}

  /** The part of a platform that is written. */
  static TaskPlatform podPart(TaskPlatform platform) {
    return platform(platform.needs().volumes(), platform.namespace());
  }

  private static TaskPlatform platform(List<VolumeNeed<JsonValue>> volumes, String namespace) {
    return new TaskPlatform(PlatformNeeds.ofVolumes(volumes), namespace, null);
  }

  static JsonObject write(TaskPlatform platform) {
    return new JsonMembers()
        .putUnlessEmpty("namespace", platform.namespace())
        .putUnlessEmpty(
            "volumes",
            JsonValue.listOf(
                platform.needs().volumes().stream().map(PodPlatformForm::writeVolume).toList()))
        .build();
  }

  static TaskPlatform read(GivenMembers given) {
    return platform(
        given.insideEach("volumes").stream().map(PodPlatformForm::readVolume).toList(),
        given.textOrEmpty("namespace"));
  }

  private static JsonObject writeVolume(VolumeNeed<JsonValue> volume) {
    var members = new JsonMembers().put(MOUNT_PATH, volume.mountPath());
    switch (volume) {
      case BundleVolume<JsonValue>(var kind, JsonValue name, _, Boolean isOptional) -> {
        members.put(KIND, kind.name()).put(NAME, GivenMembers.written(name));
        if (isOptional != null) {
          members.put(OPTIONAL, JsonValue.of(isOptional));
        }
      }
      case ClaimVolume<JsonValue>(JsonValue name, _, var subPath) ->
          members
              .put(KIND, CLAIM)
              .put(NAME, GivenMembers.written(name))
              .putUnlessEmpty("subPath", subPath);
      // What its claim is marked with is nothing to who finds it mounted.
      case EphemeralVolume<JsonValue>(var name, _, var modes, var size, var storageClass, _) ->
          members
              .put(KIND, EPHEMERAL)
              .put(NAME, name)
              .put("accessModes", GivenMembers.texts(modes))
              .put("size", size)
              .putUnlessEmpty("storageClass", storageClass);
      case EmptyVolume<JsonValue>(var name, _, var medium, var sizeLimit) ->
          members
              .put(KIND, EMPTY)
              .put(NAME, name)
              .putUnlessEmpty("medium", medium)
              .putUnlessEmpty("sizeLimit", sizeLimit);
      case SharedMemoryVolume<JsonValue>(var sizeLimit) ->
          members.put(KIND, SHARED_MEMORY).putUnlessEmpty("sizeLimit", sizeLimit);
    }
    return members.build();
  }

  private static VolumeNeed<JsonValue> readVolume(GivenMembers given) {
    String path = given.text(MOUNT_PATH);
    return switch (given.text(KIND)) {
      case CLAIM -> new ClaimVolume<>(given.value(NAME), path, given.textOrEmpty("subPath"));
      case EPHEMERAL ->
          new EphemeralVolume<>(
              given.text(NAME),
              path,
              given.textList("accessModes"),
              given.text("size"),
              given.textOrEmpty("storageClass"));
      case EMPTY ->
          new EmptyVolume<>(
              given.text(NAME), path, given.textOrEmpty("medium"), given.textOrEmpty("sizeLimit"));
      case SHARED_MEMORY -> new SharedMemoryVolume<>(given.textOrEmpty("sizeLimit"));
      default ->
          new BundleVolume<>(
              given.requireChoice(KIND, BundleKind.class),
              given.value(NAME),
              path,
              isOptional(given));
    };
  }

  private static @Nullable Boolean isOptional(GivenMembers given) {
    return given.has(OPTIONAL) ? given.flag(OPTIONAL) : null;
  }
}
