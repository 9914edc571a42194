package io.pitwheel.bench.component;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A loop of real lightweight components, against the SDK's own local runner. */
public final class ComponentLoopRow implements BenchRow {
  private static final int ITERATIONS = 100;

  @Override
  public String name() {
    return "component-loop";
  }

  @Override
  public String definition() {
    return "wall per iteration of a ParallelFor over %d numbers, a lightweight component each, warm environment, no cache, from"
            .formatted(ITERATIONS)
        + " asking a standing server for the run to its end; the same pipeline in kfp.local"
        + " (SubprocessRunner without venv) in the same run";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("component-loop");
    try {
      var pipelines = new ComponentPipelines(ground, folder, "loop");
      JsonValue document = ComponentPipelines.document(pipelines.compile(ITERATIONS));
      double ours;
      try (var server = StandingServer.start(ground, folder.resolve("data"))) {
        server.secondsOfRun(document);
        ours = server.secondsOfRun(document) / ITERATIONS;
      }
      double peer = pipelines.localSeconds(ITERATIONS, "no-venv") / ITERATIONS;
      return List.of(
          Figure.single("kfp.local without venv / pitwheel", "ratio", "", peer / ours),
          Figure.single("pitwheel, wall per iteration, warm", "s", "", ours),
          Figure.single("kfp.local without venv, wall per iteration", "s", "", peer));
    } finally {
      BenchGround.delete(folder);
    }
  }
}
