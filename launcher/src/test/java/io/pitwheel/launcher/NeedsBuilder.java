package io.pitwheel.launcher;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what a task asks of its platform, in a run of the namespace {@code team}. */
final class NeedsBuilder {
  private final List<BundleVariables<JsonValue>> bundles = new ArrayList<>();
  private final List<FieldVariable> fields = new ArrayList<>();
  private final List<VolumeNeed<JsonValue>> volumes = new ArrayList<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final List<String> others = new ArrayList<>();
  private Placement<JsonValue> placement = Placement.none();
  private ImagePull<JsonValue> imagePull = ImagePull.none();
  private RunningUser user = RunningUser.ANYBODY;

  NeedsBuilder secret(String name, String key, String variable, @Nullable Boolean isOptional) {
    return bundle(BundleKind.SECRET, name, Map.of(variable, key), isOptional);
  }

  NeedsBuilder bundle(
      BundleKind kind, String name, Map<String, String> variables, @Nullable Boolean isOptional) {
    bundles.add(new BundleVariables<>(kind, JsonValue.of(name), variables, isOptional));
    return this;
  }

  NeedsBuilder field(String variable, String field) {
    fields.add(new FieldVariable(variable, field));
    return this;
  }

  NeedsBuilder volume(VolumeNeed<JsonValue> volume) {
    volumes.add(volume);
    return this;
  }

  NeedsBuilder claim(String name, String mountPath, String subPath) {
    return volume(new VolumeNeed.ClaimVolume<>(JsonValue.of(name), mountPath, subPath));
  }

  NeedsBuilder secretVolume(String name, String mountPath, boolean isOptional) {
    return volume(
        new VolumeNeed.BundleVolume<>(
            BundleKind.SECRET, JsonValue.of(name), mountPath, isOptional));
  }

  NeedsBuilder label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  NeedsBuilder nodeSelector(String json) {
    placement = new Placement<>(JsonReader.read(json), List.of(), List.of(), List.of());
    return this;
  }

  NeedsBuilder tolerations(String json) {
    placement = new Placement<>(null, List.of(JsonReader.read(json)), List.of(), List.of());
    return this;
  }

  NeedsBuilder imagePull(String policy, String... secrets) {
    imagePull = new ImagePull<>(policy, List.of(secrets).stream().map(JsonValue::of).toList());
    return this;
  }

  NeedsBuilder user(RunningUser asked) {
    user = asked;
    return this;
  }

  NeedsBuilder other(String words) {
    others.add(words);
    return this;
  }

  TaskPlatform build() {
    return new TaskPlatform(
        new PlatformNeeds<>(
            bundles, fields, volumes, placement, imagePull, user, null, labels, Map.of(), others),
        "team",
        null);
  }

  static TaskPlatform operation(ClaimOperation operation) {
    return new TaskPlatform(PlatformNeeds.none(), "team", operation);
  }
}
