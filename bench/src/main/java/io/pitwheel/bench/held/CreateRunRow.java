package io.pitwheel.bench.held;

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
  private static final int RUNS = 1_000;
  private static final int WARM_UP_RUNS = 300;

  @Override
  public String name() {
    return "create-run";
  }

  @Override
  public String definition() {
    return "POST runs from %d clients in this process, the pipeline inline, %d runs held;"
            .formatted(Clients.COUNT, RUNS)
        + " the budget is for PostgreSQL (--database), without it this is the database of one"
        + " machine";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("create-run");
    Figure sync = new Figure("sync of one page", "ms", "", ground.syncMillis());
    try (HeldServer server = HeldServer.start(data, ground.database())) {
      create(server.client(), WARM_UP_RUNS);
      double seconds = create(server.client(), RUNS);
      return List.of(
          Figure.single("runs created", "1/s", "PostgreSQL: >= 500", RUNS / seconds), sync);
    } finally {
      BenchGround.delete(data);
    }
  }

  private static double create(ApiClient client, int count)
      throws InterruptedException, IOException {
    return Clients.seconds(
        Collections.nCopies(count, HeldRuns.body()), body -> client.send("POST", "runs", body));
  }
}
