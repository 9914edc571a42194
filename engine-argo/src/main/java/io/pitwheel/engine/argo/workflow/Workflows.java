package io.pitwheel.engine.argo.workflow;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Workflows of a cluster. Every method may be repeated.
 *
 * <p>They throw a {@code PipelinesException} in the API server's own words: UNAVAILABLE when nobody
 * answers, PERMISSION_DENIED, INVALID_ARGUMENT and NOT_FOUND for what is refused.
 */
public interface Workflows {
  /**
   * What keeps Workflows of a namespace from being submitted, followed and answered: kinds of Argo
   * that the cluster does not have, and rights that our account lacks. Each says what was expected;
   * empty when all is there. Once that is found of a namespace, it is not asked again.
   */
  List<String> obstacles(String namespace);

  /**
   * Whether a namespace enforces the Pod Security Standard {@code restricted}; not, as far as is
   * known, where our account may not look at it.
   */
  boolean isRestricted(String namespace);

  /**
   * Submits a Workflow, unless one of its name is there: the name is that of the run.
   *
   * @return what is there already; empty when it was submitted
   */
  Optional<WorkflowView> createUnlessThere(String namespace, JsonObject workflow);

  /** Whether it is there, finished or not. */
  boolean isThere(String namespace, String name);

  /**
   * What pods of it wait for that have not begun, in the cluster's words, where Argo does not say:
   * by the ids of their nodes. Pods that wait for nothing are left out.
   */
  Map<String, String> whatPodsWaitFor(String namespace, String name);

  /**
   * Ends a pod that has not begun and never will; Argo counts it as failed, and what would be
   * deleted it would make again. Nothing when it is gone.
   *
   * @param node Argo's id of it
   */
  void endPod(String namespace, String name, String node);

  /** Ends what runs; nothing when it is gone. */
  void stop(String namespace, String name);

  /**
   * Its final state is stored: it may be deleted, and is not watched any more. Nothing when it is
   * gone.
   */
  void release(String namespace, String name);
}
