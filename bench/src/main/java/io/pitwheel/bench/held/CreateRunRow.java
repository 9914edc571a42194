package io.pitwheel.bench.held;

import io.pitwheel.bench.database.MeasuredDatabase;
import io.pitwheel.bench.database.PostgresqlDatabase;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** How many runs a second can be asked for. */
public final class CreateRunRow implements BenchRow {
  private static final int RUNS = 2_000;
  private static final int WARM_UP_RUNS = 500;

  @Override
  public String name() {
    return "create-run";
  }

  @Override
  public String definition() {
    return "POST runs from %d clients in this process, the pipeline inline, %d runs (--size) that are held, after at most %d to warm up"
        .formatted(Clients.COUNT, RUNS, WARM_UP_RUNS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    return EachDatabase.measure(
        ground, name(), (database, data) -> List.of(measure(ground, database, data)));
  }

  private static Figure measure(BenchGround ground, MeasuredDatabase database, Path data)
      throws IOException, InterruptedException {
    int runs = ground.sizeOr(RUNS);
    double speed;
    try (HeldServer server = HeldServer.start(data, database.settings())) {
      create(server.client(), Math.min(WARM_UP_RUNS, runs));
      speed = runs / create(server.client(), runs);
    }
    String budget = database instanceof PostgresqlDatabase ? ">= 500" : "";
    return Figure.single(database.product() + ", runs created", "1/s", budget, speed);
  }

  private static double create(ApiClient client, int count)
      throws InterruptedException, IOException {
    return Clients.seconds(
        Collections.nCopies(count, HeldRuns.body()), body -> client.send("POST", "runs", body));
  }
}
