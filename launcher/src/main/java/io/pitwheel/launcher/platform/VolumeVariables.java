package io.pitwheel.launcher.platform;

import io.pitwheel.launcher.platform.GrantedPlatform.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a process finds its volumes: it sees the paths of this machine, so the folder stands in a
 * variable, {@code PITWHEEL_VOLUME_MNT_DATA} for {@code /mnt/data}. Where the user has linked the
 * path to the folder, it is found there as in a container.
 */
public final class VolumeVariables {
  private static final String PREFIX = "PITWHEEL_VOLUME";

  private VolumeVariables() {}

  /** The variables; one warning for each volume that is not where it was wanted. */
  public static Map<String, String> of(List<Mount> mounts, List<String> warnings) {
    var variables = new TreeMap<String, String>();
    for (Mount mount : mounts) {
      String variable = variable(mount.target());
      variables.put(variable, mount.source().toString());
      if (!isThere(mount)) {
        warnings.add(
            ("volume %s is not at that path, for a process sees the files of this machine: it is"
                    + " the folder %s, named by the variable %s (a container has it at %s)")
                .formatted(mount.target(), mount.source(), variable, mount.target()));
      }
    }
    return variables;
  }

  private static String variable(String target) {
    return PREFIX + target.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  private static boolean isThere(Mount mount) {
    try {
      return Files.isSameFile(Path.of(mount.target()), mount.source());
    } catch (IOException exception) {
      // There is nothing at that path.
      return false;
    }
  }
}
