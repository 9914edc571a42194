package io.pitwheel.bench.held;

import io.pitwheel.bench.held.HeldRuns.Place;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many artifacts a second a launcher elsewhere may tell of, one by one and together. */
public final class ArtifactWritesRow implements BenchRow {
  private static final int ARTIFACTS = 2_000;
  private static final int MANY_RUNS = 100;
  private static final int TASKS = 100;
  private static final int TOGETHER = 20;

  @Override
  public String name() {
    return "artifact-writes";
  }

  @Override
  public String definition() {
    return "CreateArtifact, and CreateArtifactsBulk of %d, for %d running tasks of one run by REST from %d clients in this process, and CreateArtifact for a task of each of %d runs, until there are %d artifacts (--size) of each; synced before each answer"
        .formatted(TOGETHER, TASKS, Clients.COUNT, MANY_RUNS, ARTIFACTS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    return EachDatabase.measure(
        ground,
        name(),
        (database, data) -> {
          try (HeldServer server = HeldServer.start(data, database.settings())) {
            return measure(server.client(), database.product(), ground.sizeOr(ARTIFACTS));
          }
        });
  }

  private static List<Figure> measure(ApiClient client, String product, int artifacts)
      throws IOException, InterruptedException {
    send(client, "artifacts", single(begun(client, "warm-up", 1, TASKS), artifacts / 2));
    double one = send(client, "artifacts", single(begun(client, "one", 1, TASKS), artifacts));
    double many = send(client, "artifacts", single(begun(client, "many", MANY_RUNS, 1), artifacts));
    int calls = artifacts / TOGETHER;
    double bulk = send(client, "artifacts:batchCreate", bulk(client, "bulk", calls));
    return List.of(
        Figure.single(product + ", artifacts, one a call", "1/s", "", one),
        Figure.single(
            product + ", artifacts, one a call, across %d runs".formatted(MANY_RUNS),
            "1/s",
            "",
            many),
        Figure.single(
            product + ", artifacts, %d a call".formatted(TOGETHER), "1/s", "", bulk * TOGETHER),
        Figure.single(product + ", calls of %d".formatted(TOGETHER), "1/s", "", bulk));
  }

  /** Requests a second. */
  private static double send(ApiClient client, String path, List<String> requests)
      throws IOException, InterruptedException {
    return requests.size()
        / Clients.seconds(requests, request -> client.send("POST", path, request));
  }

  private static List<String> single(List<Begun> tasks, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> {
          Begun task = tasks.get(number % tasks.size());
          return HeldRuns.artifact(task.runId(), task.taskId(), "model-" + number);
        })
        .toList();
  }

  private static List<String> bulk(ApiClient client, String name, int count)
      throws IOException, InterruptedException {
    List<Begun> tasks = begun(client, name, 1, TASKS);
    return IntStream.range(0, count)
        .mapToObj(call -> together(tasks.get(call % tasks.size()), call))
        .toList();
  }

  private static String together(Begun task, int call) {
    return IntStream.range(0, TOGETHER)
        .mapToObj(number ->
            HeldRuns.artifact(task.runId(), task.taskId(), "model-%d-%d".formatted(call, number)))
        .collect(Collectors.joining(",", "{\"artifacts\":[", "]}"));
  }

  /** A task that runs. */
  private record Begun(String runId, String taskId) {}

  /** Begins as many tasks in each of the runs. */
  private static List<Begun> begun(ApiClient client, String name, int runs, int tasks)
      throws IOException, InterruptedException {
    var begun = new ArrayList<Begun>();
    for (Place place : HeldRuns.loops(client, name, runs, tasks)) {
      begun.add(new Begun(place.runId(), HeldRuns.begin(client, place)));
    }
    return begun;
  }
}
