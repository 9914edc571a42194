package io.pitwheel.engine.argo.agent;

import io.pitwheel.value.JsonValue.JsonObject;

/**
 * The task sets of a cluster, as far as an agent writes into them. Repeatable.
 *
 * <p>Every method throws a {@code PipelinesException} with a code that a retry may help when the
 * cluster cannot be reached.
 */
public interface TaskSets {
  /** What became of a write. */
  sealed interface Written {
    /** It is in. */
    record Taken(TaskSetView now) implements Written {}

    /** The object has changed since it was seen. */
    record Stale() implements Written {}

    /** There is no such object, or no longer. */
    record Gone() implements Written {}
  }

  /**
   * Puts the label onto a task set by which its controller sees it: Argo 3.7 and older make it
   * without, and then never read its answers.
   */
  Written label(TaskSetView seen);

  /**
   * Writes results of nodes.
   *
   * @param seen the task set in whose version the nodes ask
   * @param results by node id, in Argo's form
   */
  Written answer(TaskSetView seen, JsonObject results);
}
