package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.LauncherSettings;
import io.pitwheel.launcher.LocalLauncher;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.Task;
import io.pitwheel.testing.engine.EngineRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs pipelines by the real driver, store and launcher: commands are processes of this host. */
abstract class LocalRunFixture {
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final long PAUSE_NANOSECONDS = 1_000_000;
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir protected Path data;
  protected LocalEngine engine;
  private Stores stores;
  private LocalLauncher launcher;
  private BackgroundSystemLog systemLog;
  private TaskGraph graph;
  private String runId;
  private CountDownLatch ended = new CountDownLatch(1);

  @BeforeEach
  void open() {
    stores = SqliteStores.open(data, Identifiers.random(), CLOCK);
    var objects = new FolderObjectStore(Path.of("/"));
    launcher =
        new LocalLauncher(
            new LauncherSettings(
                data,
                BundleFolders.below(data),
                LocalFolders.EVERYWHERE,
                System.getenv(),
                1024 * 1024,
                GRACE),
            objects,
            Identifiers.random());
    // Other builds on this machine look for orphans too.
    runId = "run-of-" + data.getFileName();
    systemLog = new BackgroundSystemLog(objects, null, data);
    engine = newEngine(objects);
  }

  private LocalEngine newEngine(FolderObjectStore objects) {
    return new LocalEngine(
        new LocalEngineParts(
            new EngineParts(
                stores.runs(),
                stores.tasks(),
                _ -> graph,
                driving(new SpecificationDriver()),
                new FolderWorkspaces(data, objects),
                objects,
                systemLog,
                CachePolicy.DEFAULT,
                Identifiers.random(),
                CLOCK,
                data.resolve("artifacts").toString()),
            launching(launcher),
            _ -> {},
            4));
  }

  /** What runs commands; processes unless a test says otherwise. */
  protected TaskLauncher launching(TaskLauncher ofProcesses) {
    return ofProcesses;
  }

  /** What decides; the real one unless a test says otherwise. */
  protected Driver driving(Driver real) {
    return real;
  }

  @AfterEach
  void close() {
    engine.close();
    systemLog.close();
    launcher.close();
    stores.close();
  }

  /**
   * Begins a run.
   *
   * @param timeout of the run; null for none
   */
  protected void begin(String pipeline, @Nullable Duration timeout) {
    create(pipeline, timeout);
    engine.submit(runId);
  }

  /** Writes a run that no engine knows of yet. */
  protected void create(String pipeline, @Nullable Duration timeout) {
    graph = TaskGraph.of(PipelineDocumentReader.read(pipeline).specification());
    Instant now = CLOCK.instant();
    EngineRuns.prepare(stores.specifications(), stores.experiments(), now);
    stores.runs().create(creation(timeout, null, now));
    var _ = stores.events().onAppended(_ -> lookWhetherItEnded());
  }

  /** Begins a run that repeats the one that ended; from then on it is the run that is meant. */
  protected void repeat(String from) {
    var source = new RerunSource(runId, from);
    ended = new CountDownLatch(1);
    runId = runId + "-again";
    stores.runs().create(creation(null, source, CLOCK.instant()));
    engine.submit(runId);
  }

  /** Abandons what is under way and takes it up with another engine, as after a crash. */
  protected void restart() {
    engine.close();
    engine = newEngine(new FolderObjectStore(Path.of("/")));
    engine.submit(runId);
  }

  protected String runId() {
    return runId;
  }

  /** Waits for the end of the run. */
  protected Run end() throws InterruptedException {
    lookWhetherItEnded();
    ended.await();
    return stores.runs().find(runId).orElseThrow();
  }

  protected void terminate() {
    stores.runs().requestTermination(runId, CLOCK.instant());
    engine.terminate(runId);
  }

  protected Task task(String path) {
    return stores.tasks().list(runId).stream()
        .filter(task -> task.reference().path().slashed().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no task " + path));
  }

  protected List<Task> tasks() {
    return stores.tasks().list(runId);
  }

  protected boolean hasTask(String path) {
    return stores.tasks().list(runId).stream()
        .anyMatch(task -> task.reference().path().slashed().equals(path));
  }

  /** The process that wrote its number into a file; waits for the file. */
  protected long processIn(String file) throws IOException {
    Path path = data.resolve(file);
    await(() -> Files.exists(path));
    return Long.parseLong(Files.readString(path).strip());
  }

  /** On a busy machine a short deadline may pass before a process has come so far. */
  protected void assertGoneIfStarted(String file) throws IOException {
    if (Files.exists(data.resolve(file))) {
      assertGone(processIn(file));
    }
  }

  protected static void assertGone(long processId) {
    await(() -> ProcessHandle.of(processId).flatMap(process -> process.info().command()).isEmpty());
    assertThat(processId).isPositive();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
    }
  }

  private void lookWhetherItEnded() {
    if (stores.runs().find(runId).orElseThrow().state().isTerminal()) {
      ended.countDown();
    }
  }

  private RunCreation creation(
      @Nullable Duration timeout, @Nullable RerunSource rerun, Instant now) {
    return EngineRuns.creation(
        runId, "processes", new RunOptions(false, "process", 0, Map.of(), "", timeout, rerun), now);
  }
}
