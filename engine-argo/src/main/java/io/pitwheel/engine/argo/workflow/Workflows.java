package io.pitwheel.engine.argo.workflow;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Optional;

/**
 * The Workflows of a cluster. Every method may be repeated.
 *
 * <p>They throw a {@code PipelinesException} in the API server's own words: UNAVAILABLE when nobody
 * answers, PERMISSION_DENIED, INVALID_ARGUMENT and NOT_FOUND for what is refused.
 */
public interface Workflows {
  /** Submits a Workflow, unless one of its name is there: the name is that of the run. */
  void createUnlessThere(String namespace, JsonObject workflow);

  /** Argo's word for how far it is; empty while Argo has not looked at it, or when it is gone. */
  Optional<String> phaseOf(String namespace, String name);

  /** Ends what runs; nothing when it is gone. */
  void stop(String namespace, String name);

  /** Lets it be deleted: its final state is stored. Nothing when it is gone. */
  void release(String namespace, String name);
}
