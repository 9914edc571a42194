package io.pitwheel.driver.inputs;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.task.TaskValues;

/** The inputs of one task, on their way from the pipeline's text to values. */
public final class InputResolution {
  private final ParameterResolution parameters;
  private final ArtifactResolution artifacts;

  public InputResolution(DrivingContext context, Expressions expressions) {
    var surroundings = new TaskSurroundings(context);
    this.parameters = new ParameterResolution(surroundings, expressions);
    this.artifacts = new ArtifactResolution(surroundings);
  }

  /**
   * Resolves every parameter and artifact.
   *
   * @throws PipelinesException at the first input that cannot be resolved, with its place; {@link
   *     #resolved} then has those before it
   */
  public void resolveAll() {
    parameters.resolveAll();
    artifacts.resolveAll();
  }

  /** What is resolved so far. */
  public TaskValues resolved() {
    return new TaskValues(parameters.resolved(), artifacts.resolved());
  }

  /** Fills placeholders in other parts of the task from its inputs. */
  public ConstantResolver constants() {
    return parameters.constants();
  }
}
