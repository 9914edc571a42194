package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A launcher on a data folder of its own, with identifiers that count. */
public abstract class LauncherFixture {
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final long PAUSE_NANOSECONDS = 1_000_000;
  private static final long MAX_LOG_BYTES = 1024 * 1024;

  @TempDir protected Path data;
  protected LocalLauncher launcher;

  @BeforeEach
  void makeLauncher() {
    launcher = launcher(Map.of());
  }

  @AfterEach
  void closeLauncher() {
    launcher.close();
  }

  /** A launcher whose server has further variables. */
  protected LocalLauncher launcher(Map<String, String> further) {
    return launcher(further, BundleFolders.below(data));
  }

  /** One whose secrets and config maps are elsewhere, besides. */
  protected LocalLauncher launcher(Map<String, String> further, BundleFolders bundles) {
    var environment = new TreeMap<>(System.getenv());
    environment.putAll(further);
    var counter = new AtomicInteger();
    Identifiers identifiers = () -> "artifact-" + counter.incrementAndGet();
    return new LocalLauncher(
        new LauncherSettings(
            data,
            bundles,
            new LocalFolders(List.of(data.resolve("artifacts"))),
            environment,
            MAX_LOG_BYTES,
            GRACE),
        new FolderObjectStore(data.resolve("artifacts")),
        identifiers);
  }

  /** Other builds on this machine look for orphans too. */
  protected String runId() {
    return InstructionBuilder.runIdOf(data);
  }

  protected InstructionBuilder shell(String script) {
    return InstructionBuilder.shell(data, script);
  }

  protected LaunchResult.Succeeded succeed(InstructionBuilder instruction) {
    LaunchResult result = launcher.launch(instruction.build());
    assertThat(result).as("log: " + log()).isInstanceOf(LaunchResult.Succeeded.class);
    return (LaunchResult.Succeeded) result;
  }

  protected LaunchResult.Failed fail(InstructionBuilder instruction) {
    LaunchResult result = launcher.launch(instruction.build());
    assertThat(result).isInstanceOf(LaunchResult.Failed.class);
    return (LaunchResult.Failed) result;
  }

  /** The artifact that a task made as an output. */
  protected static Artifact artifact(LaunchResult.Succeeded result, String name) {
    return result.outputs().artifacts().getOrDefault(name, List.of()).getFirst();
  }

  protected Path logFile() {
    return data.resolve("logs/" + runId() + "/loop/train/2/1.log");
  }

  protected String log() {
    try {
      return Files.isRegularFile(logFile())
          ? new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
          : "";
    } catch (IOException exception) {
      throw new AssertionError(exception);
    }
  }

  protected Path output(String name) {
    return data.resolve("artifacts/pipe/run-1/loop/2/train/1").resolve(name);
  }

  /** Waits, without a bound but the build's, until something holds. */
  protected static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
    }
  }

  /** A process whose end nobody has asked for yet is dead all the same; it has no command left. */
  protected static boolean isAlive(long processId) {
    return ProcessHandle.of(processId).flatMap(process -> process.info().command()).isPresent();
  }
}
