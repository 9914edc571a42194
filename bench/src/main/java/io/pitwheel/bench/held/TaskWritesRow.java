package io.pitwheel.bench.held;

import io.pitwheel.bench.held.HeldRuns.Place;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How many calls about tasks a second a launcher elsewhere may make. */
public final class TaskWritesRow implements BenchRow {
  private static final int TASKS = 1_000;
  private static final int WARM_UP_TASKS = 300;
  private static final int MANY_RUNS = 100;
  private static final int CALLS_OF_A_TASK = 3;

  @Override
  public String name() {
    return "task-writes";
  }

  @Override
  public String definition() {
    return "CreateTask, CreateArtifact and UpdateTask to its end, of %d tasks by REST from %d clients in this process, in one run and across %d runs that are driven elsewhere;"
            .formatted(TASKS, Clients.COUNT, MANY_RUNS)
        + " each call is folded and synced before its answer; the budget is for PostgreSQL"
        + " (--database), without it this is the database of one machine";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("task-writes");
    Figure sync = new Figure("sync of one page", "ms", "", ground.syncMillis());
    try (HeldServer server = HeldServer.start(data, ground.database())) {
      ApiClient client = server.client();
      write(client, HeldRuns.loops(client, "warm-up", 1, WARM_UP_TASKS));
      double inOne = write(client, HeldRuns.loops(client, "one", 1, TASKS));
      double inMany =
          write(client, HeldRuns.loops(client, "many", MANY_RUNS, TASKS / MANY_RUNS));
      return List.of(
          Figure.single("calls in one run", "1/s", "PostgreSQL: >= 800", inOne),
          Figure.single("calls across 100 runs", "1/s", "PostgreSQL: >= 800", inMany),
          sync);
    } finally {
      BenchGround.delete(data);
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
