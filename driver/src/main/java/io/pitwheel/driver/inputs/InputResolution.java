package io.pitwheel.driver.inputs;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.ConstantResolver;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.util.Optional;

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

  /**
   * A value that another part of the task takes from the graph around it.
   *
   * @param path where the source stands, for messages
   * @return empty when there is none, or it is null
   * @throws PipelinesException INVALID_ARGUMENT when nothing of that name can be meant
   */
  public Optional<JsonValue> read(ParameterSource source, String path) {
    return parameters.read(source, path);
  }

  /** Fills placeholders in other parts of the task from its inputs. */
  public ConstantResolver constants() {
    return parameters.constants();
  }
}
