package io.pitwheel.bench.held;

import io.pitwheel.bench.database.MeasuredDatabase;
import io.pitwheel.bench.database.PostgresqlDatabase;
import io.pitwheel.bench.database.SqliteFile;
import io.pitwheel.bench.held.HeldRuns.Place;
import io.pitwheel.bench.replay.Replay;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many calls about tasks a second a launcher elsewhere may make. */
public final class TaskWritesRow implements BenchRow {
  private static final int TASKS = 1_000;
  private static final int WARM_UP_TASKS = 300;
  private static final int MANY_RUNS = 100;
  private static final int CALLS_OF_A_TASK = 3;

  /** So that few tasks are not compared with many. */
  private static final int TASKS_A_SECOND = 100;

  private static final int REPLAY_SECONDS = 10;
  private static final String BUDGET = ">= 800";
  private static final String REPLAYED = "replayed";

  @Override
  public String name() {
    return "task-writes";
  }

  @Override
  public String definition() {
    return "CreateTask, CreateArtifact and UpdateTask to its end, of %d tasks (--size) by REST from %d clients in this process, in one run and across %d runs that are driven elsewhere;"
            .formatted(TASKS, Clients.COUNT, MANY_RUNS)
        + " each call is folded and synced before its answer; on PostgreSQL also what pgbench reaches with the statements of three such calls, as its log tells them";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    return EachDatabase.measure(
        ground, name(), (database, data) -> measure(ground, database, data));
  }

  private static List<Figure> measure(BenchGround ground, MeasuredDatabase database, Path data)
      throws IOException, InterruptedException {
    int tasks = ground.sizeOr(TASKS);
    double inOne;
    double inMany;
    try (HeldServer server = HeldServer.start(data, database.settings())) {
      ApiClient client = server.client();
      write(client, HeldRuns.loops(client, "warm-up", 1, Math.min(WARM_UP_TASKS, tasks)));
      inOne = write(client, HeldRuns.loops(client, "one", 1, tasks));
      inMany = write(client, HeldRuns.loops(client, "many", MANY_RUNS, tasks / MANY_RUNS));
    }
    String one = database.product() + ", calls in one run";
    String many = database.product() + ", calls across %d runs".formatted(MANY_RUNS);
    var figures = new ArrayList<Figure>();
    switch (database) {
      case PostgresqlDatabase cluster -> {
        Replay replay = learn(ground, cluster, data, tasks);
        int seconds = Math.clamp(tasks / TASKS_A_SECOND, 1, REPLAY_SECONDS);
        double bareInOne = replay.perSecond(Clients.COUNT, 1, seconds) * CALLS_OF_A_TASK;
        double bareInMany = replay.perSecond(Clients.COUNT, MANY_RUNS, seconds) * CALLS_OF_A_TASK;
        figures.addAll(Comparison.figures(one, BUDGET, inOne, bareInOne));
        figures.addAll(Comparison.figures(many, BUDGET, inMany, bareInMany));
      }
      case SqliteFile _ -> {
        figures.add(Figure.single(one, "1/s", "", inOne));
        figures.add(Figure.single(many, "1/s", "", inMany));
      }
    }
    return figures;
  }

  private static Replay learn(BenchGround ground, PostgresqlDatabase database, Path data, int tasks)
      throws IOException, InterruptedException {
    Map<String, String> spread =
        Map.of(
            "'" + HeldRuns.runId(REPLAYED, 1) + "'", Replay.ofRun(HeldRuns.runId(REPLAYED, 1)),
            "'" + HeldRuns.loopId(REPLAYED, 1) + "'", Replay.ofRun(HeldRuns.loopId(REPLAYED, 1)));
    try (HeldServer server = HeldServer.start(data, database.loggedSettings())) {
      ApiClient client = server.client();
      List<Place> places = HeldRuns.loops(client, REPLAYED, MANY_RUNS, tasks);
      // Every hundredth is of the first run.
      return Replay.learn(
          database,
          ground.folder().resolve("task-writes.sql"),
          spread,
          number -> write(client, places.get(number * MANY_RUNS)));
    }
  }

  /** Calls a second. */
  private static double write(ApiClient client, List<Place> places)
      throws InterruptedException, IOException {
    double seconds = Clients.seconds(places, place -> write(client, place));
    return places.size() * CALLS_OF_A_TASK / seconds;
  }

  private static void write(ApiClient client, Place place)
      throws IOException, InterruptedException {
    String taskId = HeldRuns.begin(client, place);
    client.send("POST", "artifacts", HeldRuns.artifact(place.runId(), taskId, "model"));
    String ended =
        client.send(
            "PATCH",
            "runs/" + place.runId() + "/tasks/" + taskId,
            "{\"state\":\"SUCCEEDED\",\"outputs\":{\"parameters\":[{\"parameter_key\":\"score\",\"value\":0.5}]}}");
    String state = ApiClient.textIn(ended, "state");
    if (!state.equals("SUCCEEDED")) {
      throw new IOException("task " + taskId + " is " + state + " (expected: SUCCEEDED)");
    }
  }
}
