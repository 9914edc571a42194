package io.pitwheel.launcher;

import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.trust.OutgoingProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a launcher is given once.
 *
 * @param folder the data folder; logs, environments and work folders are below it
 * @param bundles where secrets and config maps are
 * @param mountable folders of this machine that containers may be given for their inputs
 * @param serverEnvironment of which tasks see a named part
 * @param maxLogBytes how much of one attempt's output is kept, but for its end
 * @param grace between asking a task to end and ending it
 */
public record LauncherSettings(
    Path folder,
    BundleFolders bundles,
    LocalFolders mountable,
    Map<String, String> serverEnvironment,
    long maxLogBytes,
    Duration grace) {
  private static final long DEFAULT_MAX_LOG_BYTES = 64L * 1024 * 1024;
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  public LauncherSettings {
    serverEnvironment = Map.copyOf(serverEnvironment);
  }

  /** The usual bounds, and this process's environment with what commands are to know of a proxy. */
  public static LauncherSettings of(
      Path folder, BundleFolders bundles, LocalFolders mountable, OutgoingProxy proxy) {
    return new LauncherSettings(
        folder.toAbsolutePath().normalize(),
        bundles,
        mountable,
        proxy.addedTo(System.getenv()),
        DEFAULT_MAX_LOG_BYTES,
        DEFAULT_GRACE);
  }
}
