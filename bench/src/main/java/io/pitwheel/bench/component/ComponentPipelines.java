package io.pitwheel.bench.component;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.TimedCommand;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pipelines of lightweight components as the SDK compiles them, and the SDK's own local runner. */
final class ComponentPipelines {
  private static final String SECONDS = "seconds ";

  private final BenchGround ground;
  private final Path folder;
  private final String shape;
  private final String python;

  /**
   * @param shape {@code chain}, or {@code loop} of one component
   */
  ComponentPipelines(BenchGround ground, Path folder, String shape)
      throws IOException, InterruptedException {
    this.ground = ground;
    this.folder = folder;
    this.shape = shape;
    String maker = ground.project().resolve("conformance/python/make_environment.sh").toString();
    this.python = TimedCommand.of(ground.folder(), maker).output().strip() + "/bin/python";
  }

  /** The file of a pipeline of so many tasks. */
  Path compile(int count) throws IOException, InterruptedException {
    Path pipeline = folder.resolve(shape + "-" + count + ".yaml");
    TimedCommand.of(folder, python, script(), "compile", shape, "" + count, pipeline.toString());
    return pipeline;
  }

  static JsonValue document(Path pipeline) throws IOException {
    return PipelineDocumentReader.read(Files.readString(pipeline)).specification().document();
  }

  /**
   * Seconds that {@code kfp.local} takes from calling the pipeline to its end.
   *
   * @param mode {@code venv}, an environment for each task, or {@code no-venv}
   */
  double localSeconds(int count, String mode) throws IOException, InterruptedException {
    String root = folder.resolve("kfp-local-" + mode).toString();
    String output =
        TimedCommand.of(folder, python, script(), "local", shape, "" + count, root, mode).output();
    return output
        .lines()
        .filter(line -> line.startsWith(SECONDS))
        .mapToDouble(line -> Double.parseDouble(line.substring(SECONDS.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("kfp.local printed no seconds: " + output));
  }

  private String script() {
    return ground.project().resolve("bench/src/main/python/component_pipelines.py").toString();
  }
}
