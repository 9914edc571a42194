package io.pitwheel.launcher;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.attempt.AttemptRun;
import io.pitwheel.launcher.attempt.AttemptScript;
import io.pitwheel.launcher.attempt.RunningAttempt;
import io.pitwheel.launcher.command.HostEnvironment;
import io.pitwheel.launcher.command.MachineHost;
import io.pitwheel.launcher.command.ProcessTaskRunner;
import io.pitwheel.launcher.command.RunnerChoice;
import io.pitwheel.launcher.container.ContainerEngine;
import io.pitwheel.launcher.container.ContainerEngineProbe;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.OrphanProcesses;
import io.pitwheel.launcher.process.StraySweeper;
import io.pitwheel.launcher.python.CachedEnvironments;
import io.pitwheel.launcher.python.PythonPlanner;
import io.pitwheel.objectstore.ObjectStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs attempts on this host. An interrupt of the calling thread is taken as the wish to stop and
 * answered with {@code Stopped}; it is not passed on.
 */
public final class LocalLauncher implements TaskLauncher, AutoCloseable {
  private final HostEnvironment host;
  private final OrphanProcesses orphans = OrphanProcesses.ofThisSystem();
  private final StraySweeper sweeper = new StraySweeper(orphans);
  private final CommandRunner runner;
  private final ContainerEngineProbe engines;
  private final AttemptRun attempts;
  private final Map<String, RunningAttempt> running = new ConcurrentHashMap<>();

  public LocalLauncher(LauncherSettings settings, ObjectStore store, Identifiers identifiers) {
    host = new HostEnvironment(settings.serverEnvironment());
    runner = new CommandRunner(settings.grace(), orphans, host.searchPath());
    engines = new ContainerEngineProbe(runner, host.forContainerClient());
    Path environments = settings.folder().resolve("environments");
    var planner = new PythonPlanner(new CachedEnvironments(runner, environments, host.forTasks()));
    var runners =
        new RunnerChoice(
            new ProcessTaskRunner(runner, new MachineHost(host), planner),
            runner,
            host,
            engines,
            settings.mountable());
    var place = new MachinePlace(settings.folder(), settings.bundles(), store, runners);
    attempts =
        new AttemptRun(
            settings.folder(),
            settings.maxLogBytes(),
            new AttemptScript(store, identifiers, place));
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    var attempt = new RunningAttempt();
    running.put(instruction.taskId(), attempt);
    sweeper.begun(instruction.mark());
    try {
      return attempts.run(instruction, attempt);
    } finally {
      running.remove(instruction.taskId(), attempt);
      attempt.finish();
      sweeper.ended(instruction.mark());
    }
  }

  @Override
  public void stop(String taskId) {
    Optional.ofNullable(running.get(taskId)).ifPresent(RunningAttempt::stop);
  }

  /**
   * Ends all that attempts of the runs left behind, processes and containers: after the server was
   * killed, before anything of these runs is started again.
   */
  public void endOrphans(Collection<String> runIds) throws InterruptedException {
    if (runIds.isEmpty()) {
      return;
    }
    orphans.endAll(runIds);
    Optional<ContainerEngine> engine = engines.find();
    if (engine.isPresent()) {
      engine.get().removeAll(runIds, runner, host.forContainerClient());
    }
  }

  /** The same for one attempt: {@code <run>/<index>/<vector>/<attempt>}; processes only. */
  public void endOrphan(String mark) {
    orphans.endAttempts(List.of(mark));
  }

  /** Ends what tasks left behind. Attempts under way are stopped by who started them. */
  @Override
  public void close() {
    sweeper.close();
  }
}
