package io.pitwheel.engine.bookkeeping;

import static java.util.Objects.requireNonNull;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.decision.LaunchInstructions;
import io.pitwheel.engine.decision.TaskDecider.DecidedTask;
import io.pitwheel.engine.patience.PatientTaskStore;
import io.pitwheel.engine.patience.StorePatience;
import io.pitwheel.engine.progress.ReadyWork;
import io.pitwheel.engine.progress.ReadyWork.ReadyLoop;
import io.pitwheel.engine.progress.ReadyWork.ReadyTask;
import io.pitwheel.engine.progress.RunResumption;
import io.pitwheel.engine.progress.RunResumption.ResumedRun;
import io.pitwheel.engine.progress.TaskProgress;
import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.RunWorkspaces;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A run that a test moves on step by step, in its own thread: it decides what is ready, ends what
 * runs, in any order, and may forget everything but the rows at any moment.
 */
final class SteppedRun implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();

  private final Stores stores;
  private final BackgroundSystemLog systemLog;
  private final StorePatience patience = new StorePatience(new CountDownLatch(1));
  private final EngineParts parts;
  private final TaskGraph graph;
  private final Random random;
  private final Map<String, LaunchInstruction> launched = new LinkedHashMap<>();
  private final Map<String, Task> rows = new LinkedHashMap<>();
  private String runId = "run";
  private RunSituation situation;
  private RunBook book;
  private ResumedRun resumed;

  SteppedRun(Path folder, TaskGraph graph, Driver driver, Random random) {
    this(folder, graph, driver, random, new NoWorkspaces());
  }

  SteppedRun(Path folder, TaskGraph graph, Driver driver, Random random, RunWorkspaces workspaces) {
    var objects = new FolderObjectStore(Path.of("/"));
    this.graph = graph;
    this.random = random;
    stores = SqliteStores.open(folder, Identifiers.random(), CLOCK);
    systemLog = new BackgroundSystemLog(objects, null, folder);
    parts =
        new EngineParts(
            stores.runs(),
            new PatientTaskStore(stores.tasks(), patience),
            _ -> graph,
            driver,
            workspaces,
            objects,
            systemLog,
            CachePolicy.DEFAULT,
            Identifiers.random(),
            CLOCK,
            folder.resolve("artifacts").toString());
    EngineRuns.prepare(stores.specifications(), stores.experiments(), CLOCK.instant());
    begin();
  }

  private void begin() {
    stores.runs().create(EngineRuns.creation(runId, "random", RunOptions.DEFAULT, CLOCK.instant()));
    stores.runs().begin(runId, graph.root().children().size(), CLOCK.instant());
    restart();
  }

  /** The same pipeline once more: from now on this run is meant. */
  void beginAnother() {
    runId = runId + "-again";
    begin();
  }

  /** Forgets everything but the rows. */
  void restart() {
    launched.clear();
    List<Task> all = stores.tasks().list(runId);
    situation = RunSituation.of(parts, run(), graph);
    resumed = RunResumption.resume(graph, all, parts.large());
    book = new RunBook(parts, situation, resumed.progress(), patience);
    book.takeUp(all);
    for (Task row : resumed.interrupted()) {
      book.attemptLost(
          row, row.attempt(), new TaskFailure(ErrorCode.UNAVAILABLE, "the test forgot it", ""));
      LaunchTask launch = book.decideAgain(progressOf(row), row.id()).orElseThrow();
      launch(row, row.attempt() + 1, launch);
    }
  }

  /**
   * Decides everything that is ready and ends some of what runs.
   *
   * @return whether the run goes on
   */
  boolean step(Function<LaunchInstruction, LaunchResult> ends) {
    decideReady();
    if (launched.isEmpty()) {
      book.finishLog();
    }
    book.record();
    for (LaunchInstruction instruction : List.copyOf(launched.values())) {
      if (random.nextBoolean()) {
        end(instruction, ends.apply(instruction));
      }
    }
    return !book.isOver();
  }

  private void decideReady() {
    Optional<ReadyWork> work = resumed.progress().next();
    while (work.isPresent()) {
      switch (work.get()) {
        case ReadyTask ready -> decide(book.decide(ready.task()));
        case ReadyLoop ready -> resumed.progress().openNextIteration(ready.loop());
      }
      work = resumed.progress().next();
    }
  }

  private void decide(DecidedTask decided) {
    LaunchTask launch = decided.launch();
    if (launch != null) {
      launch(decided.row(), decided.row().attempt(), launch);
    }
  }

  private void launch(Task row, int attempt, LaunchTask launch) {
    rows.put(row.id(), row);
    launched.put(
        row.id(),
        LaunchInstructions.of(
            situation, graph.find(row.reference().path()).orElseThrow(), row, attempt, launch));
  }

  private void end(LaunchInstruction instruction, LaunchResult result) {
    launched.remove(instruction.taskId());
    Task row = requireNonNull(rows.get(instruction.taskId()));
    TaskProgress task = progressOf(row);
    switch (result) {
      case LaunchResult.Succeeded succeeded ->
          book.succeeded(task, row, instruction.attempt(), succeeded);
      case LaunchResult.Failed failed when failed.mayRetry() -> {
        book.attemptFailed(row, instruction.attempt(), failed);
        launch(row, instruction.attempt() + 1, book.decideAgain(task, row.id()).orElseThrow());
      }
      case LaunchResult.Failed failed -> book.failed(task, row, instruction.attempt(), failed);
      case LaunchResult.Stopped _ -> throw new IllegalArgumentException("nobody stops a run here");
    }
  }

  private TaskProgress progressOf(Task row) {
    return requireNonNull(resumed.progress().find(row.id()));
  }

  /**
   * Decides what is ready, and has the cluster say something of the pod of one of these tasks.
   *
   * @return what is recorded of that pod then
   */
  List<PodSighting> seePod(String path, List<PodSighting> sightings) {
    decideReady();
    Task row =
        rows.values().stream()
            .filter(each -> each.reference().path().slashed().equals(path))
            .findFirst()
            .orElseThrow();
    book.podSeen(row, row.attempt(), sightings);
    book.record();
    return book.podSightings(row, row.attempt());
  }

  void terminate() {
    book.endRun(new TaskFailure(ErrorCode.CANCELLED, "the test ends it", ""));
  }

  Run run() {
    return stores.runs().find(runId).orElseThrow();
  }

  List<Task> tasks() {
    return stores.tasks().list(runId);
  }

  List<Integer> attemptsOf(Task task) {
    return stores.tasks().attempts(task.id()).stream().map(TaskAttempt::number).toList();
  }

  /** How many attempts of a task the retry policy has paid for, as it is written. */
  long retriesPaid(String taskId) {
    return stores.tasks().attempts(taskId).stream()
        .filter(attempt -> attempt.endedAt() != null && attempt.countsAsRetry())
        .count();
  }

  @Override
  public void close() {
    systemLog.close();
    stores.close();
  }
}
