package io.pitwheel.launcher.pod;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResultForm;
import io.pitwheel.launch.LogCopies;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.launcher.attempt.AttemptRun;
import io.pitwheel.launcher.attempt.AttemptScript;
import io.pitwheel.launcher.attempt.RunningAttempt;
import io.pitwheel.launcher.bucket.DirectBuckets;
import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.launcher.bucket.PodBuckets;
import io.pitwheel.launcher.command.ProcessTaskRunner;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.OrphanProcesses;
import io.pitwheel.launcher.process.ProgramSearch;
import io.pitwheel.launcher.python.InstalledPackages;
import io.pitwheel.launcher.python.PythonPlanner;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.launcher.staging.WorkspaceFolder;
import io.pitwheel.launcher.staging.WorkspaceView;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pod's task, from the question what it is to the answer how it ended. */
final class PodLaunch {
  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;

  /** As a shell says of what {@code SIGTERM} ended. */
  private static final int STOPPED = 143;

  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");
  private static final long MAX_LOG_BYTES = 64L * 1024 * 1024;

  private final PodSettings settings;
  private final PodOutput output;
  private @Nullable RunningAttempt attempt;
  private boolean isStopped;

  PodLaunch(PodSettings settings, PodOutput output) {
    this.settings = settings;
    this.output = output;
  }

  /**
   * Does it all; returns the exit code of this process: the command's own, 1 where there is none.
   */
  int run() {
    try {
      var token = new RunToken(settings.home().resolve("token/token"));
      var task = new PodTask(token.runId(), settings.taskKey(), settings.attempt());
      PodSettings.Waits waits = settings.waits();
      Patience patience = Patience.endless(waits.first(), waits.longest(), output::note);
      var calls = new ServerCalls(address(), token, patience);
      var buckets =
          new SignedBuckets(
              calls, PlainHttp.DIRECT, task, settings.work(), SignedBuckets.PART_BYTES);
      return run(new LaunchConversation(calls, task, output::note), buckets);
    } catch (PipelinesException exception) {
      output.note(String.valueOf(exception.getMessage()));
      return isStopped() ? STOPPED : FAILED;
    }
  }

  /** Ends the command, if there is one, and everything it started; {@link #run} goes on to tell. */
  synchronized void stop() {
    isStopped = true;
    if (attempt != null) {
      attempt.stop();
    }
  }

  private int run(LaunchConversation conversation, SignedBuckets buckets) {
    Path file = SpooledResult.fileOf(settings.work(), buckets.task());
    Optional<SpooledResult> known = SpooledResult.read(file);
    if (known.isEmpty()) {
      RunningAttempt begun = begin();
      try {
        Optional<Beginning> beginning = conversation.begin();
        if (beginning.isEmpty()) {
          return SUCCEEDED;
        }
        known = Optional.of(launch(beginning.get(), buckets, begun));
      } finally {
        begun.finish();
      }
      spool(known.get(), file);
    }
    conversation.end(known.get().result());
    return known.get().exitCode();
  }

  // Without room for it the server is told all the same, unless this process is killed.
  private void spool(SpooledResult result, Path file) {
    try {
      result.write(file);
    } catch (PipelinesException exception) {
      output.note("warning: " + exception.getMessage());
    }
  }

  private SpooledResult launch(Beginning beginning, SignedBuckets asking, RunningAttempt begun) {
    LaunchInstruction instruction = beginning.instruction();
    var host = new PodHost(settings.environment(), beginning.outgoing().proxy(), settings.folder());
    PodBuckets buckets = reached(beginning, host, asking);
    Path log =
        AttemptFolders.of(settings.work(), instruction.reference(), instruction.attempt()).log();
    try (LiveLog live = LiveLog.follow(buckets, LogCopies.of(instruction), log)) {
      var kills = MemoryKills.watch(CONTROL_GROUPS);
      LaunchResult result = kills.explain(attempts(buckets, host).run(instruction, begun));
      begun.finish();
      tell(result);
      // The log may have to wait for a store that is away, and this process may not live so long.
      spool(spooled(result), SpooledResult.fileOf(settings.work(), asking.task()));
      var warnings = new ArrayList<>(result.warnings());
      live.complete().ifPresent(warnings::add);
      return spooled(result.withWarnings(warnings));
    }
  }

  private PodBuckets reached(Beginning beginning, PodHost host, SignedBuckets asking) {
    JsonObject providers = beginning.providers();
    if (providers == null) {
      return asking.by(new PlainHttp(beginning.outgoing()));
    }
    LaunchInstruction instruction = beginning.instruction();
    var stores =
        new StoreSettings(
            "",
            null,
            new SecretFiles(settings.work()),
            host.variables(instruction),
            beginning.outgoing());
    return new DirectBuckets(
        providers, stores, TaskReach.of(instruction), settings.work(), asking.calls().patience());
  }

  private AttemptRun attempts(PodBuckets buckets, PodHost host) {
    var runner =
        new CommandRunner(
            settings.waits().grace(),
            OrphanProcesses.ofThisSystem(),
            settings.environment().getOrDefault("PATH", ProgramSearch.DEFAULT_PATH));
    var planner = new PythonPlanner(new InstalledPackages(runner, settings.folder()));
    var store = new BucketObjectStore(buckets);
    var workspace = new WorkspaceFolder(settings.workspace(), store, true);
    var place =
        new PodPlace(
            new WorkspaceView(_ -> workspace),
            new ProcessTaskRunner(runner, host, planner),
            output);
    return new AttemptRun(
        settings.work(), MAX_LOG_BYTES, new AttemptScript(store, Identifiers.random(), place));
  }

  /** Who looks at the pod sees why, without the server. */
  private void tell(LaunchResult result) {
    result.warnings().forEach(warning -> output.note("warning: " + warning));
    switch (result) {
      case LaunchResult.Failed(var failure, _, _, _) -> output.note(failure.message());
      case LaunchResult.Stopped _ -> output.note("the task was stopped");
      case LaunchResult.Succeeded _ -> {}
    }
  }

  private static SpooledResult spooled(LaunchResult result) {
    return new SpooledResult(LaunchResultForm.write(result), exitCode(result));
  }

  private static int exitCode(LaunchResult result) {
    return switch (result) {
      case LaunchResult.Succeeded _ -> SUCCEEDED;
      case LaunchResult.Failed(_, Integer code, _, _) when code != null && code != SUCCEEDED ->
          code;
      case LaunchResult.Failed _ -> FAILED;
      case LaunchResult.Stopped _ -> STOPPED;
    };
  }

  private synchronized RunningAttempt begin() {
    var begun = new RunningAttempt();
    attempt = begun;
    if (isStopped) {
      begun.stop();
    }
    return begun;
  }

  private synchronized boolean isStopped() {
    return isStopped;
  }

  private String address() {
    Path file = settings.home().resolve("server");
    try {
      return Files.readString(file).strip();
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading the address of the server", exception);
    }
  }
}
