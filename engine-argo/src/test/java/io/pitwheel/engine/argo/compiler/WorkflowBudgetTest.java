package io.pitwheel.engine.argo.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.testing.pipeline.DagFixture;
import io.pitwheel.testing.pipeline.Pipelines;
import org.junit.jupiter.api.Test;

/** The budget of the design in bytes of compact JSON, measured on what grows by one. */
final class WorkflowBudgetTest {
  private static final int FIXED = 1536;
  private static final int LEAF = 250;
  private static final int SHAPE = 400;
  private static final int LOOP_OR_CONDITION = 350;

  /** Inside a loop a leaf's key, which stands twice, holds Argo's long name for the iteration. */
  private static final int ITERATION_OF_A_LEAF = 2 * ".{{inputs.parameters.i}}".length();

  @Test
  void keepsWhatEveryWorkflowHas() {
    int one = bytesOf(chain(1).build());
    int leaf = bytesOf(chain(12).build()) - bytesOf(chain(11).build());

    assertThat(one - leaf).as("head, driver and one shape of pod").isLessThanOrEqualTo(FIXED);
  }

  @Test
  void keepsALeafOfAKnownShape() {
    assertThat(bytesOf(chain(12).build()) - bytesOf(chain(11).build())).isLessThanOrEqualTo(LEAF);
  }

  @Test
  void keepsAShape() {
    int leaf = bytesOf(chain(12).build()) - bytesOf(chain(11).build());
    DagFixture shapes = chain(11).retried("task-10", 3);

    assertThat(bytesOf(shapes.build()) - bytesOf(chain(11).build()) + leaf)
        .as("a shape and its leaf")
        .isLessThanOrEqualTo(SHAPE + LEAF);
  }

  @Test
  void keepsALoop() {
    DagFixture plain = Pipelines.dag().task("a", Pipelines.leaf());
    DagFixture looped = Pipelines.dag().loop("loop", plain);

    assertThat(bytesOf(looped.build()) - bytesOf(plain.build()) - ITERATION_OF_A_LEAF)
        .isLessThanOrEqualTo(LOOP_OR_CONDITION);
  }

  @Test
  void keepsALeafInsideALoopButForTheNamesOfItsIteration() {
    DagFixture one = Pipelines.dag().task("a", Pipelines.leaf());
    DagFixture two = Pipelines.dag().task("a", Pipelines.leaf()).task("b", Pipelines.leaf(), "a");

    int leaf =
        bytesOf(Pipelines.dag().loop("loop", two).build())
            - bytesOf(Pipelines.dag().loop("loop", one).build());

    assertThat(leaf - ITERATION_OF_A_LEAF).isLessThanOrEqualTo(LEAF);
  }

  @Test
  void needsNothingForAFlattenedGraph() {
    DagFixture plain = Pipelines.dag().task("a", Pipelines.leaf()).task("b", Pipelines.leaf(), "a");
    DagFixture nested = Pipelines.dag().task("inside", plain);

    assertThat(bytesOf(nested.build()) - bytesOf(plain.build())).isBetween(-8, 8);
  }

  private static DagFixture chain(int length) {
    DagFixture chain = Pipelines.dag().task("task-00", Pipelines.leaf());
    for (int i = 1; i < length; i++) {
      chain.task("task-%02d".formatted(i), Pipelines.leaf(), "task-%02d".formatted(i - 1));
    }
    return chain;
  }

  private static int bytesOf(PipelineSpecification pipeline) {
    return Compiled.bytesOf(Compiled.graph(TaskGraph.of(pipeline)));
  }
}
