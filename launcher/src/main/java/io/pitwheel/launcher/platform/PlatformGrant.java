package io.pitwheel.launcher.platform;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.platform.GrantedPlatform.Mount;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grants what one machine can, and says in the task's warnings what it cannot. */
public final class PlatformGrant {
  private final LocalBundles bundles;
  private final LocalVolumes volumes;

  /**
   * @param data the data folder
   */
  public PlatformGrant(Path data, BundleFolders bundleFolders) {
    bundles = new LocalBundles(bundleFolders);
    volumes = new LocalVolumes(data);
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION when a secret or config map
   *     that is not optional is not there, with the file that was looked for; INVALID_ARGUMENT for
   *     a name that leads out of its folder
   */
  public GrantedPlatform prepare(
      LaunchInstruction instruction, AttemptFolders folders, List<String> warnings) {
    PlatformNeeds<JsonValue> needs = instruction.platform().needs();
    var attempt = new AttemptNeeds(instruction, folders, warnings);
    PlatformNotices.add(needs, warnings);
    Map<String, String> environment = new TreeMap<>();
    needs.bundleVariables().forEach(bundle -> bundles.putVariables(bundle, attempt, environment));
    needs
        .fieldVariables()
        .forEach(variable ->
            TaskFields.find(instruction, variable.field())
                .ifPresentOrElse(
                    value -> environment.put(variable.variable(), value),
                    () ->
                        warnings.add(
                            "variable %s is not set: the field %s means nothing on one machine"
                                .formatted(variable.variable(), variable.field()))));
    var mounts = new ArrayList<Mount>();
    for (VolumeNeed<JsonValue> volume : needs.volumes()) {
      mount(volume, attempt, mounts.size()).ifPresent(mounts::add);
    }
    return new GrantedPlatform(environment, mounts);
  }

  private Optional<Mount> mount(VolumeNeed<JsonValue> volume, AttemptNeeds attempt, int number) {
    return switch (volume) {
      case BundleVolume<JsonValue> bundle ->
          Optional.of(
              new Mount(
                  bundles.volume(bundle, attempt).orElseGet(() -> emptyFolder(attempt, number)),
                  bundle.mountPath(),
                  true));
      case ClaimVolume<JsonValue> claim ->
          Optional.of(new Mount(volumes.folder(claim, attempt), claim.mountPath(), false));
      case EphemeralVolume<JsonValue> _, EmptyVolume<JsonValue> _ ->
          Optional.of(new Mount(emptyFolder(attempt, number), volume.mountPath(), false));
      // No folder: whoever runs the command has it there.
      case SharedMemoryVolume<JsonValue> _ -> Optional.empty();
    };
  }

  private static Path emptyFolder(AttemptNeeds attempt, int number) {
    Path folder = attempt.folders().volumes().resolve(Integer.toString(number));
    try {
      return Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "making an empty volume", exception);
    }
  }
}
