package io.pitwheel.bench.process;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A wide loop of real processes, in a server of its own. */
public final class ParallelProcessesRow implements BenchRow {
  private static final int ITERATIONS = Integer.getInteger("pitwheel.bench.iterations", 1_000);
  private static final int WARM_UP_ITERATIONS = 200;

  @Override
  public String name() {
    return "parallel-processes";
  }

  @Override
  public String definition() {
    return "wall of one ParallelFor over %d numbers, synced, a process `true` each, in a server that ran one"
            .formatted(ITERATIONS)
        + " of %d before; the budget is for 10,000 iterations (-Dpitwheel.bench.iterations)"
            .formatted(WARM_UP_ITERATIONS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("parallel-processes");
    try (var server = StandingServer.start(ground, data)) {
      server.secondsOfRun(loop(WARM_UP_ITERATIONS));
      double processor = server.processorSeconds();
      double seconds = server.secondsOfRun(loop(ITERATIONS));
      double spent = server.processorSeconds() - processor;
      return List.of(
          Figure.single("wall", "s", "10,000: < 30", seconds),
          Figure.single("wall per iteration", "ms", "", seconds * 1_000 / ITERATIONS),
          Figure.single("processor time per iteration", "ms", "", spent * 1_000 / ITERATIONS),
          Figure.single("peak resident memory", "MB", "< 512", server.memory("VmHWM")));
    } finally {
      BenchGround.delete(data);
    }
  }

  private static JsonValue loop(int iterations) {
    return PipelineDocumentReader.read(PipelineTexts.loop(iterations, "true"))
        .specification()
        .document();
  }
}
