package io.pitwheel.launcher.platform;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.staging.SafeName;
import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ClaimOperation.CreateClaim;
import io.pitwheel.platform.ClaimOperation.DeleteClaim;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Volumes that outlive tasks: a folder each, {@code volumes/<claim>} below the data folder. A
 * symbolic link may stand there instead, to have the bytes elsewhere.
 */
public final class LocalVolumes {
  private static final String WHAT = "the volume";

  private final Path volumes;

  /**
   * @param data the data folder
   */
  public LocalVolumes(Path data) {
    volumes = data.resolve("volumes");
  }

  /**
   * Makes or removes a volume; one that is there already, or is gone already, is success.
   *
   * @return the outputs of the task: its {@code name} when it was made
   * @throws PipelinesException INVALID_ARGUMENT for a name that leads elsewhere
   */
  public TaskValues perform(ClaimOperation operation, List<String> warnings) {
    Path folder = volumes.resolve(SafeName.require(WHAT, operation.name()));
    try {
      return switch (operation) {
        case CreateClaim create -> {
          Files.createDirectories(folder);
          warnings.add(
              "volume %s is the folder %s: its size %s and storage class are not kept to"
                  .formatted(create.name(), folder, create.size()));
          yield new TaskValues(Map.of("name", JsonValue.of(create.name())), Map.of());
        }
        case DeleteClaim _ -> {
          FileTree.delete(folder);
          yield TaskValues.NONE;
        }
      };
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "changing the volume " + operation.name(), exception);
    }
  }

  /** The folder of a volume, made when it is not there: a task that waits for it waits for ever. */
  Path folder(ClaimVolume<JsonValue> claim, AttemptNeeds attempt) {
    String name = JsonWriter.text(claim.name());
    Path folder = volumes.resolve(SafeName.require(WHAT, name));
    try {
      if (!Files.exists(folder)) {
        attempt
            .warnings()
            .add("volume %s was not there: the empty folder %s was made".formatted(name, folder));
      }
      Files.createDirectories(folder.resolve(requireInside(claim.subPath())));
      Path whole = folder.toRealPath();
      Path inside = whole.resolve(claim.subPath()).toRealPath();
      // Whoever wrote to the volume before may have left a link.
      if (!inside.startsWith(whole)) {
        throw outside(claim.subPath());
      }
      return inside;
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "preparing the volume " + name, exception);
    }
  }

  private static String requireInside(String subPath) {
    Path path = Path.of(subPath);
    if (path.isAbsolute() || path.normalize().startsWith("..")) {
      throw outside(subPath);
    }
    return subPath;
  }

  private static PipelinesException outside(String subPath) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "mounting the part \"%s\" of a volume (expected: a folder inside it)".formatted(subPath));
  }
}
