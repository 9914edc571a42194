package io.pitwheel.store.sqlite;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.testing.store.Outputs;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.value.JsonValue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;

/** Ends task after task and says so each time, until somebody kills it. */
final class WritingProcess {
  private static final int ITERATIONS = 100_000;

  private WritingProcess() {}

  public static void main(String[] arguments) {
    try (Stores stores =
        SqliteStores.open(Path.of(arguments[0]), Identifiers.random(), Clock.systemUTC())) {
      RunFixture run =
          RunFixture.begun(
              SqlitePorts.of(stores),
              dag()
                  .loop(
                      "loop",
                      dag()
                          .task("step", leaf().parameter("value"))
                          .parameter("values", "step", "value"))
                  .graph());
      run.record(run.iterated(ITERATIONS, "loop"), run.running("loop/step", 0));
      System.out.println(run.runId());
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        run.record(
            run.succeeded(Outputs.parameter("value", "v" + iteration), "loop/step", iteration),
            run.running("loop/step", iteration + 1));
        System.out.println("ended " + iteration);
      }
    }
  }

  /** The list a loop has after that many ends; absent after none. */
  static JsonValue values(int ended) {
    return JsonValue.listOf(
        IntStream.range(0, ended).mapToObj(iteration -> JsonValue.of("v" + iteration)).toList());
  }
}
