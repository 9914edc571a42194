package io.pitwheel.launcher.platform;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this machine has ready for one attempt.
 *
 * @param environment variables from secrets, config maps and facts about the task
 * @param mounts folders that the task wants to find elsewhere
 */
public record GrantedPlatform(Map<String, String> environment, List<Mount> mounts) {
  public static final GrantedPlatform NOTHING = new GrantedPlatform(Map.of(), List.of());

  public GrantedPlatform {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    mounts = List.copyOf(mounts);
  }

  /**
   * A folder of this machine and where the task wants it.
   *
   * @param target absolute
   */
  public record Mount(Path source, String target, boolean isReadOnly) {}
}
