package io.pitwheel.bench.engine;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A wide loop. */
public final class ParallelForRow implements BenchRow {
  private static final int ITERATIONS = Integer.getInteger("pitwheel.bench.iterations", 1_000);

  @Override
  public String name() {
    return "parallel-for";
  }

  @Override
  public String definition() {
    return "wall of one ParallelFor over %d numbers, synced, with a command that does nothing in the"
            .formatted(ITERATIONS)
        + " process; the budget is for 10,000 iterations (-Dpitwheel.bench.iterations)";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("parallel-for");
    try (var bench = new EngineUnderTest(folder, new EngineUnderTest.NoOperationLauncher())) {
      double cold = bench.runToTheEnd(PipelineTexts.loop(ITERATIONS, "true"));
      double warm = bench.runToTheEnd(PipelineTexts.loop(ITERATIONS, "true"));
      Runtime runtime = Runtime.getRuntime();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
      return List.of(
          Figure.single("wall, first run of the process", "ms", "", cold),
          Figure.single("wall, second run", "ms", "10,000: < 10,000", warm),
          Figure.single("wall per iteration, second run", "ms", "", warm / ITERATIONS),
          Figure.single("heap in use afterwards", "MB", "< 512", heap));
    } finally {
      BenchGround.delete(folder);
    }
  }
}
