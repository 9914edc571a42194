package io.pitwheel.bench.engine;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a step of a chain costs beside its command and the disk. */
public final class EngineOverheadRow implements BenchRow {
  private static final int STEPS = 100;
  private static final int ROUNDS = 20;
  private static final int WARM_UP_ROUNDS = 5;

  @Override
  public String name() {
    return "engine-overhead";
  }

  @Override
  public String definition() {
    return "wall per step of a chain of %d steps whose command does nothing, durable, less the disk's"
            .formatted(STEPS)
        + " median sync in the same run; %d rounds after %d to warm up"
            .formatted(ROUNDS, WARM_UP_ROUNDS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("engine-overhead");
    var wall = new ArrayList<Double>();
    Figure sync = new Figure("sync of one page", "ms", "", ground.syncMillis());
    try (var bench = new EngineUnderTest(folder, new EngineUnderTest.NoOperationLauncher())) {
      for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
        double millis = bench.runToTheEnd(PipelineTexts.chain(STEPS, "true"));
        if (round >= WARM_UP_ROUNDS) {
          wall.add(millis / STEPS);
        }
      }
    } finally {
      BenchGround.delete(folder);
    }
    var overhead = wall.stream().map(step -> step - sync.median()).toList();
    return List.of(
        new Figure("wall per step", "ms", "", wall),
        sync,
        new Figure("overhead per step", "ms", "<= 1.5", overhead));
  }
}
