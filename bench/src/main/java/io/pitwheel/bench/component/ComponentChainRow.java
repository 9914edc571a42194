package io.pitwheel.bench.component;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.row.TimedCommand;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real lightweight components, against the SDK's own local runner. */
public final class ComponentChainRow implements BenchRow {
  private static final int STEPS = 10;
  private static final int VENV_STEPS = 2;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "component-chain";
  }

  @Override
  public String definition() {
    return "wall per step of a chain of %d lightweight components, warm environment, no cache, from asking a"
            .formatted(STEPS)
        + " standing server for the run to its end; kfp.local SubprocessRunner in the same run, from"
        + " calling the pipeline to its end (with venv: %d steps, it is slow)"
            .formatted(VENV_STEPS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("component-chain");
    try {
      var pipelines = new ComponentPipelines(ground, folder, "chain");
      Path pipeline = pipelines.compile(STEPS);
      var ours = new ArrayList<Double>();
      double cold;
      try (var server = StandingServer.start(ground, folder.resolve("data"))) {
        JsonValue document = ComponentPipelines.document(pipeline);
        cold = server.secondsOfRun(document);
        for (int round = 0; round < ROUNDS; round++) {
          ours.add(server.secondsOfRun(document) / STEPS);
        }
      }
      double whole = wholeProcess(ground, folder, pipeline) / STEPS;
      Figure warm = new Figure("pitwheel, wall per step, warm", "s", "<= 0.15", ours);
      double plain = pipelines.localSeconds(STEPS, "no-venv") / STEPS;
      double venv = pipelines.localSeconds(VENV_STEPS, "venv") / VENV_STEPS;
      return List.of(
          Figure.single("kfp.local without venv / pitwheel", "ratio", "", plain / warm.median()),
          Figure.single("kfp.local with venv / pitwheel", "ratio", "", venv / warm.median()),
          warm,
          Figure.single("pitwheel, first run, makes the environment", "s", "", cold),
          Figure.single("./pitwheel run, whole process, wall per step", "s", "", whole),
          Figure.single("kfp.local without venv, wall per step", "s", "", plain),
          Figure.single("kfp.local with venv, wall per step", "s", "", venv));
    } finally {
      BenchGround.delete(folder);
    }
  }

  private static double wholeProcess(BenchGround ground, Path folder, Path pipeline)
      throws IOException, InterruptedException {
    return TimedCommand.of(
            folder,
            ground.script(),
            "run",
            pipeline.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--output",
            "json")
        .seconds();
  }
}
