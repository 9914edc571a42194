package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.Driver;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.task.Task;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Real stores in a folder, with runs of one pipeline. */
public final class DrivenStores implements AutoCloseable {
  public static final Clock CLOCK = Clock.systemUTC();

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
    Instant now = CLOCK.instant();
    stores
        .specifications()
        .keep(
            new StoredSpecification("digest", JsonObject.EMPTY, JsonObject.EMPTY, List.of()), now);
    stores
        .experiments()
        .create(new Experiment("experiment", "Default", "", "", false, now, Instant.EPOCH));
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

  public void create(String runId) {
    Instant now = CLOCK.instant();
    stores
        .runs()
        .create(
            new RunCreation(
                runId,
                "root-task-of-" + runId,
                "run",
                "",
                "",
                "experiment",
                null,
                null,
                "digest",
                "random",
                Map.of(),
                "",
                "pipeline-runner",
                RunOptions.DEFAULT,
                "request",
                now,
                now,
                null));
  }

  public Run run(String runId) {
    return stores.runs().find(runId).orElseThrow();
  }

  public List<Task> tasks(String runId) {
    return stores.tasks().list(runId);
  }

  @Override
  public void close() {
    systemLog.close();
    stores.close();
  }

  /** Nothing here shares a folder. */
  private record NoWorkspaces() implements RunWorkspaces {
    @Override
    public void bring(String runId, String uri) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND, "bringing " + uri + " into the workspace: nothing is there");
    }

    @Override
    public void remove(String runId) {
      // None was made.
    }
  }
}
