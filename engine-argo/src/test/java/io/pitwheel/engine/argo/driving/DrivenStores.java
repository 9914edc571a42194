package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.Driver;
import io.pitwheel.engine.argo.claim.ClaimTaskPerformer;
import io.pitwheel.engine.argo.claim.MemoryVolumeClaims;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.PodSighting;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.testing.engine.EngineRuns;
import io.pitwheel.testing.engine.NoWorkspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real stores in a folder, with runs of one pipeline. */
public final class DrivenStores implements AutoCloseable {
  public static final Clock CLOCK = Clock.systemUTC();

  private static final int PATIENCE_SECONDS = 60;

  /** Of runs that name none. */
  public static final String NAMESPACE = "there";

  private final MemoryVolumeClaims claims = new MemoryVolumeClaims();
  private final Stores stores;
  private final BackgroundSystemLog systemLog;
  private final EngineParts parts;

  public DrivenStores(Path folder, TaskGraph graph, Driver driver) {
    var objects = new FolderObjectStore(Path.of("/"));
    make(folder);
    stores = SqliteStores.open(folder, Identifiers.random(), CLOCK);
    systemLog = new BackgroundSystemLog(objects, null, folder);
    parts =
        new EngineParts(
            stores.runs(),
            stores.tasks(),
            _ -> graph,
            driver,
            new NoWorkspaces(),
            objects,
            systemLog,
            CachePolicy.DEFAULT,
            Identifiers.random(),
            CLOCK,
            folder.resolve("artifacts").toString());
    EngineRuns.prepare(stores.specifications(), stores.experiments(), CLOCK.instant());
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  Stores stores() {
    return stores;
  }

  public EngineParts parts() {
    return parts;
  }

  /** Drives the runs of these stores; claims are kept in memory. */
  public RunDriving driving() {
    return driving(parts);
  }

  RunDriving driving(EngineParts others) {
    return new RunDriving(others, new ClaimTaskPerformer(claims, NAMESPACE));
  }

  public MemoryVolumeClaims claims() {
    return claims;
  }

  public void create(String runId) {
    stores.runs().create(EngineRuns.creation(runId, "random", RunOptions.DEFAULT, CLOCK.instant()));
  }

  /** As a user does; whoever drives the run is told besides. */
  public void terminate(String runId) {
    var _ = stores.runs().requestTermination(runId, CLOCK.instant());
  }

  /** Returns when the run has ended. */
  public void awaitEnd(String runId) throws Exception {
    await(() -> run(runId).state().isTerminal());
  }

  /** Returns when a condition holds that only events of runs make hold. */
  public void await(BooleanSupplier condition) throws Exception {
    var news = new Semaphore(0);
    try (AutoCloseable _ = stores.events().onAppended(_ -> news.release())) {
      while (!condition.getAsBoolean()) {
        assertThat(news.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  public Run run(String runId) {
    return stores.runs().find(runId).orElseThrow();
  }

  /** What was seen of the pod of the newest attempt. */
  public List<PodSighting> sightings(Task task) {
    List<TaskAttempt> attempts = stores.tasks().attempts(task.id());
    return attempts.isEmpty() ? List.of() : attempts.getLast().sightings();
  }

  /** What the whole run waits for, as its root says; empty for nothing. */
  public String messageOf(String runId) {
    return stores.taskViews().ofRun(runId).getFirst().message();
  }

  public List<Task> tasks(String runId) {
    return stores.tasks().list(runId);
  }

  @Override
  public void close() {
    systemLog.close();
    stores.close();
  }
}
