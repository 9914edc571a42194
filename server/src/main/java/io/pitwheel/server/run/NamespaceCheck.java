package io.pitwheel.server.run;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.TaskGraph;

/** Whether a pipeline may be run where its run would be. */
@FunctionalInterface
public interface NamespaceCheck {
  /** Nothing is forbidden anywhere. */
  NamespaceCheck OPEN = (_, _) -> {};

  /**
   * @param namespace of the run; empty for the usual one
   * @throws PipelinesException INVALID_ARGUMENT with what is forbidden there
   */
  void require(String namespace, TaskGraph graph);
}
