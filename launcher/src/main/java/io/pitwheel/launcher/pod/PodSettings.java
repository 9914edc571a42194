package io.pitwheel.launcher.pod;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a launcher in a pod finds.
 *
 * @param home its folder: {@code server} and {@code token/token} are files of it, {@code work} is a
 *     folder in which everybody can write
 * @param taskKey as the pod was told
 * @param attempt of the pod, from 1
 * @param environment of the container
 * @param folder where the container starts its program
 * @param workspace where the workspace of the run is, if its task uses it
 * @param waits how long things take
 */
record PodSettings(
    Path home,
    String taskKey,
    int attempt,
    Map<String, String> environment,
    Path folder,
    Path workspace,
    Waits waits) {
  PodSettings {
    environment = Map.copyOf(environment);
  }

  /** Where all that is written goes. */
  Path work() {
    return home.resolve("work");
  }

  /**
   * How long this process waits for what.
   *
   * @param first pause before a second try
   * @param longest pause between two tries
   * @param grace between asking a command to end and ending it
   */
  record Waits(Duration first, Duration longest, Duration grace) {
    /** The grace leaves a third of the half minute that a pod usually has, for what follows. */
    static final Waits USUAL =
        new Waits(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(20));
  }
}
