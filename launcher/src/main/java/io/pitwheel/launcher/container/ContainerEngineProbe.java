package io.pitwheel.launcher.container;

import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.ProgramSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds a container engine that answers. A program without its engine is common, and asking it
 * takes time, so the answer is kept.
 */
public final class ContainerEngineProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CommandRunner runner;
  private final Map<String, String> environment;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean hasAsked;
  private @Nullable ContainerEngine answer;

  /**
   * @param environment what the engine's client sees
   */
  public ContainerEngineProbe(CommandRunner runner, Map<String, String> environment) {
    this.runner = runner;
    this.environment = Map.copyOf(environment);
  }

  /** The first of docker and podman that answers. */
  public Optional<ContainerEngine> find() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!hasAsked) {
        answer = ask().orElse(null);
        hasAsked = true;
      }
      return Optional.ofNullable(answer);
    } finally {
      lock.unlock();
    }
  }

  private Optional<ContainerEngine> ask() throws InterruptedException {
    for (String program : List.of("docker", "podman")) {
      var engine = new ContainerEngine(program);
      boolean isInstalled =
          ProgramSearch.find(program, environment.getOrDefault("PATH", ""), Path.of("/"))
              .isPresent();
      if (isInstalled && engine.answers(runner, environment, PATIENCE)) {
        return Optional.of(engine);
      }
    }
    return Optional.empty();
  }
}
