package io.pitwheel.testing.pipeline;

/**
 * Where pipelines of tests begin: {@code Pipelines.dag().task("train",
 * Pipelines.leaf().parameter("accuracy")).parameter("best", "train", "accuracy").build()}.
 */
public final class Pipelines {
  private Pipelines() {}

  /** A graph without tasks. */
  public static DagFixture dag() {
    return new DagFixture();
  }

  /** A command without outputs. */
  public static LeafFixture leaf() {
    return new LeafFixture();
  }
}
