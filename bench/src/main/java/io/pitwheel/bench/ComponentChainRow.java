package io.pitwheel.bench;

import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real lightweight components, against the SDK's own local runner. */
final class ComponentChainRow implements BenchRow {
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
      String python = pythonOfSdk(ground);
      Path pipeline = folder.resolve("chain.yaml");
      TimedCommand.of(folder, python, script(ground), "compile", "" + STEPS, pipeline.toString());
      var ours = new ArrayList<Double>();
      double cold;
      try (var server = StandingServer.start(ground, folder.resolve("data"))) {
        JsonValue document =
            PipelineDocumentReader.read(Files.readString(pipeline)).specification().document();
        cold = server.secondsOfRun(document);
        for (int round = 0; round < ROUNDS; round++) {
          ours.add(server.secondsOfRun(document) / STEPS);
        }
      }
      double whole = wholeProcess(ground, folder, pipeline) / STEPS;
      Figure warm = new Figure("pitwheel, wall per step, warm", "s", "<= 0.15", ours);
      double plain = localSeconds(ground, folder, python, STEPS, "no-venv") / STEPS;
      double venv = localSeconds(ground, folder, python, VENV_STEPS, "venv") / VENV_STEPS;
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

  private static String pythonOfSdk(BenchGround ground) throws IOException, InterruptedException {
    String maker = ground.project().resolve("conformance/python/make_environment.sh").toString();
    return TimedCommand.of(ground.folder(), maker).output().strip() + "/bin/python";
  }

  private static String script(BenchGround ground) {
    return ground.project().resolve("bench/src/main/python/component_chain.py").toString();
  }

  private static double localSeconds(
      BenchGround ground, Path folder, String python, int steps, String mode)
      throws IOException, InterruptedException {
    String root = folder.resolve("kfp-local-" + mode).toString();
    String output =
        TimedCommand.of(folder, python, script(ground), "local", "" + steps, root, mode).output();
    return output
        .lines()
        .filter(line -> line.startsWith("seconds "))
        .mapToDouble(line -> Double.parseDouble(line.substring("seconds ".length())))
        .findFirst()
        .orElseThrow(() -> new IOException("kfp.local printed no seconds: " + output));
  }
}
