package io.pitwheel.testing.store.report;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.testing.pipeline.Pipelines;

/** Pipelines whose runs are told of from elsewhere. */
final class ReportedPipelines {
  /** Each task waits for the one before; the first gives a parameter and an artifact. */
  static final TaskGraph CHAIN =
      Pipelines.dag()
          .task("make", Pipelines.leaf().parameter("count").artifact("data"))
          .task("use", Pipelines.leaf(), "make")
          .task("show", Pipelines.leaf(), "use")
          .parameter("total", "make", "count")
          .artifact("kept", "make", "data")
          .graph();

  /** Two tasks an iteration, and one after the loop. */
  static final TaskGraph LOOP =
      Pipelines.dag()
          .loop(
              "loop",
              Pipelines.dag()
                  .task("train", Pipelines.leaf().parameter("score").artifact("model"))
                  .task("judge", Pipelines.leaf(), "train")
                  .parameter("scores", "train", "score")
                  .artifact("models", "train", "model"))
          .task("after", Pipelines.leaf(), "loop")
          .graph();

  /** The first task is tried three times at most, the second by what the graph around it says. */
  static final TaskGraph RETRIED =
      Pipelines.dag()
          .task("make", Pipelines.leaf().parameter("count").artifact("data"))
          .retried("make", 2)
          .task("inner", Pipelines.dag().task("use", Pipelines.leaf()), "make")
          .retried("inner", 1)
          .graph();

  private ReportedPipelines() {}
}
