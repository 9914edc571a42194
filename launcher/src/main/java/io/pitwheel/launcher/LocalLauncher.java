package io.pitwheel.launcher;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.command.HostEnvironment;
import io.pitwheel.launcher.command.ProcessTaskRunner;
import io.pitwheel.launcher.command.RunnerChoice;
import io.pitwheel.launcher.container.ContainerEngine;
import io.pitwheel.launcher.container.ContainerEngineProbe;
import io.pitwheel.launcher.log.TaskLog;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.OrphanProcesses;
import io.pitwheel.launcher.process.StraySweeper;
import io.pitwheel.launcher.python.PythonPlanner;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.OutputPreparer;
import io.pitwheel.objectstore.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final LauncherSettings settings;
  private final HostEnvironment host;
  private final OrphanProcesses orphans = OrphanProcesses.ofThisSystem();
  private final StraySweeper sweeper = new StraySweeper(orphans);
  private final CommandRunner runner;
  private final ContainerEngineProbe engines;
  private final AttemptScript script;
  private final Map<String, RunningAttempt> running = new ConcurrentHashMap<>();

  public LocalLauncher(LauncherSettings settings, ObjectStore store, Identifiers identifiers) {
    this.settings = settings;
    host = new HostEnvironment(settings.serverEnvironment());
    runner = new CommandRunner(settings.grace(), orphans, host.searchPath());
    engines = new ContainerEngineProbe(runner, host.forContainerClient());
    Path environments = settings.folder().resolve("environments");
    var planner = new PythonPlanner(runner, environments, host.forTasks());
    script =
        new AttemptScript(
            settings.folder(),
            settings.bundles(),
            store,
            new OutputPreparer(store, identifiers),
            new RunnerChoice(
                new ProcessTaskRunner(runner, host, planner),
                runner,
                host,
                engines,
                settings.mountable()));
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    var attempt = new RunningAttempt();
    running.put(instruction.taskId(), attempt);
    sweeper.begun(instruction.mark());
    var warnings = new ArrayList<String>();
    try {
      return launchInFolders(instruction, warnings).withWarnings(warnings);
    } catch (InterruptedException _) {
      return new LaunchResult.Stopped(List.copyOf(warnings));
    } catch (PipelinesException exception) {
      // An interrupt in the middle of a file operation comes as its failure.
      return attempt.isStopped() || Thread.interrupted()
          ? new LaunchResult.Stopped(List.copyOf(warnings))
          : failed(instruction, exception, warnings);
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

  private LaunchResult launchInFolders(LaunchInstruction instruction, List<String> warnings)
      throws InterruptedException {
    AttemptFolders folders =
        AttemptFolders.of(settings.folder(), instruction.reference(), instruction.attempt());
    TaskLog log = TaskLog.open(folders.log(), settings.maxLogBytes());
    try {
      folders.makeFresh();
      return script.perform(instruction, folders, log, warnings);
    } finally {
      log.close();
      warnings.addAll(log.warnings());
      deleteWork(folders, warnings);
    }
  }

  private static void deleteWork(AttemptFolders folders, List<String> warnings) {
    try {
      folders.deleteWork();
    } catch (PipelinesException exception) {
      // What the task achieved stands all the same.
      warnings.add(String.valueOf(exception.getMessage()));
    }
  }

  private static LaunchResult failed(
      LaunchInstruction instruction, PipelinesException exception, List<String> warnings) {
    String path = instruction.reference().path().documentPath();
    var failure = new TaskFailure(exception.code(), String.valueOf(exception.getMessage()), path);
    boolean mayRetry =
        exception.code() != ErrorCode.INVALID_ARGUMENT
            && exception.code() != ErrorCode.FAILED_PRECONDITION;
    return new LaunchResult.Failed(failure, null, mayRetry, List.copyOf(warnings));
  }
}
