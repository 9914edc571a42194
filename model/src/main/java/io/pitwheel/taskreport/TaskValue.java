package io.pitwheel.taskreport;

import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.value.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value on one side of a task: a parameter, or the artifacts of one key and iteration.
 *
 * @param iteration which iteration of the task, a loop, it is of; null for a value of the whole
 * @param type in the words of KFP's {@code IOType}
 * @param producer key of the task that made it; empty for none
 * @param parameter null for artifacts
 */
public record TaskValue(
    boolean isOutput,
    String key,
    @Nullable Integer iteration,
    String type,
    String producer,
    @Nullable JsonValue parameter,
    List<KeptArtifact> artifacts) {
  public TaskValue {
    artifacts = List.copyOf(artifacts);
  }

  /** The same of another parameter. */
  public TaskValue withParameter(JsonValue other) {
    return new TaskValue(isOutput, key, iteration, type, producer, other, artifacts);
  }
}
