package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.engine.systemlog.BackgroundSystemLog;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launcher.staging.FolderWorkspaces;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.RunState;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.systemlog.SystemLog;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import io.pitwheel.testing.engine.EngineRuns;
import io.pitwheel.testing.engine.ExpectedStates;
import io.pitwheel.testing.engine.ExpectedStates.Outcome;
import io.pitwheel.testing.engine.RandomPipeline;
import io.pitwheel.testing.engine.ShapeDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines, random failures, a server that dies at random moments: whatever happens, the
 * rows come to what plain recursion over the graph says.
 */
class LocalEngineSimulationTest {
  private static final int PIPELINES = 60;
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  static List<Long> seeds() {
    long first = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("LocalEngineSimulationTest: first seed " + first);
    return java.util.stream.LongStream.range(0, PIPELINES)
        .mapToObj(offset -> first + offset)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSameStatesWheneverTheServerDies(long seed) throws Exception {
    var random = new Random(seed);
    PipelineSpecification specification = RandomPipeline.from(random);
    TaskGraph graph = TaskGraph.of(specification);
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), CLOCK)) {
      String runId = createRun(stores);

      Map<String, Integer> launches =
          runWithDeaths(stores, graph, runId, random, name -> failures(seed, name));

      assertThat(outcomes(stores, runId))
          .isEqualTo(
              ExpectedStates.of(graph, (node, vector) -> succeeds(seed, graph, node, vector)));
      assertThat(stores.tasks().list(runId))
          .allSatisfy(task -> assertThat(Path.of(task.systemLogUri())).isNotEmptyFile());
      assertThat(launches).allSatisfy((name, count) -> assertLaunchedOnce(seed, name, count));
      RunState state = stores.runs().find(runId).orElseThrow().state();
      assertThat(state)
          .isEqualTo(
              outcomes(stores, runId).get("[]").state() == TaskState.FAILED
                  ? RunState.FAILED
                  : RunState.SUCCEEDED);
      if (state == RunState.FAILED) {
        retriesToTheEnd(stores, graph, runId, random);
      }
    }
  }

  /** After a retry nothing fails; servers die as before. */
  private void retriesToTheEnd(Stores stores, TaskGraph graph, String runId, Random random)
      throws Exception {
    Map<String, TaskState> before = new HashMap<>();
    outcomes(stores, runId).forEach((name, outcome) -> before.put(name, outcome.state()));
    stores.runs().retry(runId, CLOCK.instant());

    Map<String, Integer> launches = runWithDeaths(stores, graph, runId, random, _ -> 0);

    assertThat(outcomes(stores, runId)).isEqualTo(ExpectedStates.of(graph, (_, _) -> true));
    assertThat(launches.keySet())
        .allSatisfy(name -> assertThat(before.get(name)).isNotEqualTo(TaskState.SUCCEEDED));
    assertThat(stores.runs().find(runId).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
  }

  /** Servers that die after a few launches each, then one that lives. */
  private Map<String, Integer> runWithDeaths(
      Stores stores, TaskGraph graph, String runId, Random random, ToIntFunction<String> failures)
      throws Exception {
    Map<String, Integer> launches = new HashMap<>();
    int deaths = random.nextInt(3);
    for (int death = 0; death <= deaths; death++) {
      int launchesLeft = death == deaths ? Integer.MAX_VALUE : random.nextInt(1, 6);
      var launcher = new ScriptedLauncher(failures, launchesLeft, launches);
      var ended = new CountDownLatch(1);
      try (var listening = stores.events().onAppended(_ -> endWhenTerminal(stores, runId, ended));
          var systemLog = new BackgroundSystemLog(new FolderObjectStore(folder), null, folder);
          var engine = new LocalEngine(parts(stores, graph, launcher, systemLog))) {
        engine.submit(runId);
        endWhenTerminal(stores, runId, ended);
        awaitEither(ended, launcher.pulled());
      }
      launches = launcher.launches();
    }
    return launches;
  }

  private static void endWhenTerminal(Stores stores, String runId, CountDownLatch ended) {
    if (stores.runs().find(runId).orElseThrow().state().isTerminal()) {
      ended.countDown();
    }
  }

  private static void awaitEither(CountDownLatch ended, CountDownLatch pulled)
      throws InterruptedException {
    for (int round = 0; round < 6_000; round++) {
      if (ended.await(5, TimeUnit.MILLISECONDS) || pulled.getCount() == 0) {
        return;
      }
    }
    throw new AssertionError("the run neither ended nor hung within 30 s");
  }

  /** A third of the tasks fails for good, some fail once and have a retry left. */
  private static int failures(long seed, String name) {
    int kind = Math.floorMod((name + seed).hashCode(), 9);
    return kind < 2 ? 1_000 : kind == 2 ? 1 : 0;
  }

  private static boolean succeeds(
      long seed, TaskGraph graph, TaskNode node, IterationVector vector) {
    int failures = failures(seed, node.path().slashed() + "[" + vector.text() + "]");
    return failures <= graph.retryPolicyOf(node).maxRetries();
  }

  private static void assertLaunchedOnce(long seed, String name, int count) {
    int failures = failures(seed, name);
    if (failures == 0) {
      assertThat(count).as(name).isEqualTo(1);
    }
  }

  private static Map<String, Outcome> outcomes(Stores stores, String runId) {
    var outcomes = new TreeMap<String, Outcome>();
    for (Task task : stores.tasks().list(runId)) {
      String name =
          task.reference().path().slashed() + "[" + task.reference().iteration().text() + "]";
      outcomes.put(name, new Outcome(task.state(), task.skipReason()));
    }
    return outcomes;
  }

  private LocalEngineParts parts(
      Stores stores, TaskGraph graph, ScriptedLauncher launcher, SystemLog systemLog) {
    return new LocalEngineParts(
        new EngineParts(
            stores.runs(),
            stores.tasks(),
            _ -> graph,
            new ShapeDriver(),
            new FolderWorkspaces(folder, new FolderObjectStore(folder)),
            new FolderObjectStore(folder),
            systemLog,
            CachePolicy.DEFAULT,
            Identifiers.random(),
            CLOCK,
            folder.resolve("artifacts").toString()),
        launcher,
        _ -> {},
        2);
  }

  private static String createRun(Stores stores) {
    Instant now = CLOCK.instant();
    EngineRuns.prepare(stores.specifications(), stores.experiments(), now);
    return stores.runs().create(EngineRuns.creation("run", "random", RunOptions.DEFAULT, now)).id();
  }
}
