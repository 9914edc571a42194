package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.pod.RootTasks;
import io.pitwheel.engine.argo.pod.RootTasks.RootTask;
import io.pitwheel.engine.argo.workflow.Workflows;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.TaskGraph;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What namespaces forbid to pods, asked before there are any.
 *
 * @param workflows of the cluster
 * @param enforced what the installation decides of users, whatever tasks ask for
 */
public record PodSecurity(Workflows workflows, RunningUser enforced) {
  private static final Logger LOGGER = System.getLogger(PodSecurity.class.getName());

  /**
   * Refuses a pipeline that asks to be root where that is forbidden. A cluster that is away forbids
   * nothing for now.
   *
   * @throws PipelinesException INVALID_ARGUMENT with the task and the namespace
   */
  public void requireAsked(String namespace, TaskGraph graph) {
    Optional<RootTask> asked = RootTasks.firstOf(graph, enforced);
    if (asked.isPresent() && isRestrictedForNow(namespace)) {
      throw refusal(namespace, asked.get());
    }
  }

  private boolean isRestrictedForNow(String namespace) {
    try {
      return workflows.isRestricted(namespace);
    } catch (PipelinesException exception) {
      LOGGER.log(Level.WARNING, "a run is taken as it asks: {0}", exception.getMessage());
      return false;
    }
  }

  /**
   * Whether no pod of a run may be root.
   *
   * @throws PipelinesException as {@link #requireAsked}; UNAVAILABLE when the cluster is away
   */
  boolean isWithoutRoot(String namespace, TaskGraph graph) {
    boolean isRestricted = workflows.isRestricted(namespace);
    if (isRestricted) {
      RootTasks.firstOf(graph, enforced)
          .ifPresent(asked -> {
            throw refusal(namespace, asked);
          });
    }
    return isRestricted;
  }

  private static PipelinesException refusal(String namespace, RootTask asked) {
    return PipelinesException.invalid(
        asked.path(),
        "running %s as root (%s): namespace %s enforces the Pod Security Standard restricted (expected: another user, or a namespace that lets it)"
            .formatted(asked.path(), asked.words(), namespace));
  }
}
