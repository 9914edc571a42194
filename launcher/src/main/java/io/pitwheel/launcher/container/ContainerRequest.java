package io.pitwheel.launcher.container;

import io.pitwheel.launcher.platform.GrantedPlatform.Mount;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A container to run.
 *
 * @param command replaces the image's entry point; empty to keep it
 * @param environment what the command sees besides the image's own
 * @param mark of the attempt, {@code <run>/<index>/<vector>/<attempt>}
 * @param folder where the command runs
 * @param readable paths mounted at themselves, read only
 * @param writable the same, writable
 * @param mounts folders mounted elsewhere
 * @param options further options of the engine's {@code run}, ready to use
 */
public record ContainerRequest(
    String image,
    List<String> command,
    List<String> arguments,
    Map<String, String> environment,
    String mark,
    ContainerUser user,
    Path folder,
    Set<Path> readable,
    Set<Path> writable,
    List<Mount> mounts,
    List<String> options) {
  public ContainerRequest {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    readable = Collections.unmodifiableSet(new TreeSet<>(readable));
    writable = Collections.unmodifiableSet(new TreeSet<>(writable));
    mounts = List.copyOf(mounts);
    options = List.copyOf(options);
  }

  /** The container's name, made from the mark; slashes are not allowed in one. */
  public String name() {
    return "pitwheel-" + mark.replace('/', '-');
  }

  String runId() {
    return mark.substring(0, Math.max(0, mark.indexOf('/')));
  }
}
