package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where Python components get the packages that their commands install. Safe for many threads. */
public sealed interface ComponentPackages permits CachedEnvironments, InstalledPackages {
  /** Whether they are those of the task's own image, as its author put it together. */
  boolean areOfTheImage();

  /**
   * Makes sure that a component has what it asks for.
   *
   * @param environment what the command is to see
   * @return variables by which Python finds them, so that nothing is left to install; empty when
   *     the command has to install them itself
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION without a fitting Python,
   *     UNAVAILABLE when they cannot be installed
   */
  Optional<Map<String, String>> provide(
      List<PackageInstall> installs, Map<String, String> environment, LogSink log)
      throws InterruptedException;
}
