package io.pitwheel.bench.engine;

import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.engine.local.LocalEngine;
import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.RunState;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.TaskValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The real engine, driver and store, without doors, over a launcher of the measurement's own. */
final class EngineUnderTest implements AutoCloseable {
  private static final String EXPERIMENT = "bench";

  private final Clock clock = Clock.systemUTC();
  private final Identifiers identifiers = Identifiers.random();
  private final Stores stores;
  private final SpecificationCatalog specifications;
  private final BackgroundSystemLog systemLog;
  private final LocalEngine engine;

  EngineUnderTest(Path folder, TaskLauncher launcher) {
    stores = SqliteStores.open(folder.resolve("database"), identifiers, clock);
    specifications = new SpecificationCatalog(stores.specifications(), clock);
    Instant now = clock.instant();
    stores
        .experiments()
        .create(new Experiment(EXPERIMENT, EXPERIMENT, "", "", false, now, Instant.EPOCH));
    systemLog = new BackgroundSystemLog(new FolderObjectStore(folder), null, folder);
    engine =
        new LocalEngine(
            new LocalEngineParts(
                new EngineParts(
                    stores.runs(),
                    stores.tasks(),
                    specifications,
                    new SpecificationDriver(),
                    new FolderWorkspaces(folder, new FolderObjectStore(folder)),
                    new FolderObjectStore(folder),
                    systemLog,
                    CachePolicy.DEFAULT,
                    identifiers,
                    clock,
                    folder.resolve("artifacts").toString()),
                launcher,
                _ -> {},
                Runtime.getRuntime().availableProcessors()));
  }

  /** Milliseconds from submitting the run, which is written already, to its written end. */
  double runToTheEnd(String pipeline) throws IOException, InterruptedException {
    PipelineSpecification specification = PipelineDocumentReader.read(pipeline).specification();
    String specificationId = specifications.keep(specification).id();
    Run run = stores.runs().create(creation(specification, specificationId));
    var news = new Semaphore(0);
    long begin;
    try (var _ = stores.events().onAppended(_ -> news.release())) {
      begin = System.nanoTime();
      engine.submit(run.id());
      awaitEnd(run.id(), news);
    } catch (InterruptedException exception) {
      throw exception;
    } catch (Exception exception) {
      throw new IOException("listening to run " + run.id(), exception);
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    RunState state = stores.runs().find(run.id()).orElseThrow().state();
    if (state != RunState.SUCCEEDED) {
      throw new IOException("run " + run.id() + " ended " + state + " (expected: SUCCEEDED)");
    }
    return millis;
  }

  /** Looks as a follower does: beside the engine, and once for all the news since the last look. */
  private void awaitEnd(String runId, Semaphore news) throws InterruptedException {
    do {
      news.acquire();
      news.drainPermits();
    } while (!stores.runs().find(runId).orElseThrow().state().isTerminal());
  }

  private RunCreation creation(PipelineSpecification specification, String specificationId) {
    Instant now = clock.instant();
    return new RunCreation(
        identifiers.next(),
        identifiers.next(),
        "bench",
        "",
        "",
        EXPERIMENT,
        null,
        null,
        specificationId,
        specification.name(),
        Map.of(),
        "",
        "pipeline-runner",
        RunOptions.DEFAULT,
        "bench",
        now,
        now,
        null);
  }

  @Override
  public void close() {
    engine.close();
    systemLog.close();
    stores.close();
  }

  /** Succeeds at once: what is left is the engine and the disk. */
  static final class NoOperationLauncher implements TaskLauncher {
    @Override
    public LaunchResult launch(LaunchInstruction instruction) {
      return new LaunchResult.Succeeded(TaskValues.NONE, List.of());
    }

    @Override
    public void stop(String taskId) {
      // Nothing is ever under way.
    }
  }
}
