package io.pitwheel.bench.engine;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A graph of many written tasks: what is quadratic in them shows. */
public final class StaticGraphRow implements BenchRow {
  private static final int TASKS = 2_000;
  private static final int FEWER = 500;
  private static final int WIDTH = 20;

  @Override
  public String name() {
    return "static-graph";
  }

  @Override
  public String definition() {
    return "a graph of %d written tasks, each of which waits for the %d before its layer: reading with every check, and running with a command that does nothing in the process; and the same of %d"
        .formatted(TASKS, WIDTH, FEWER);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    String few = PipelineTexts.layers(FEWER, WIDTH, "true");
    String many = PipelineTexts.layers(TASKS, WIDTH, "true");
    // The first reading loads classes.
    readMillis(few);
    double readFew = readMillis(few);
    double readMany = readMillis(many);
    Path folder = ground.fresh("static-graph");
    try (var bench = new EngineUnderTest(folder, new EngineUnderTest.NoOperationLauncher())) {
      bench.runToTheEnd(few);
      double runFew = bench.runToTheEnd(few);
      double runMany = bench.runToTheEnd(many);
      return List.of(
          Figure.single("reading and checking", "ms", "", readMany),
          Figure.single(
              "the same per task, against fewer", "ratio", "about 1", ratio(readMany, readFew)),
          Figure.single("running", "ms", "", runMany),
          Figure.single(
              "the same per task, against fewer", "ratio", "about 1", ratio(runMany, runFew)));
    } finally {
      BenchGround.delete(folder);
    }
  }

  private static double readMillis(String pipeline) {
    long begin = System.nanoTime();
    int nodes = TaskGraph.of(PipelineDocumentReader.read(pipeline).specification()).nodes().size();
    double millis = (System.nanoTime() - begin) / 1e6;
    if (nodes < FEWER) {
      throw new IllegalStateException("read " + nodes + " tasks (expected: all)");
    }
    return millis;
  }

  private static double ratio(double many, double few) {
    return many / TASKS / (few / FEWER);
  }
}
