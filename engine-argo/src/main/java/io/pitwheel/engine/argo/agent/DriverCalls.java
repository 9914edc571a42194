package io.pitwheel.engine.argo.agent;

import io.pitwheel.engine.argo.driving.DriverAnswer;
import io.pitwheel.engine.argo.workflow.DriverKey;
import java.util.concurrent.CompletableFuture;

/** Asks the driver. */
@FunctionalInterface
public interface DriverCalls {
  /**
   * What a node is to be told; done when that is recorded. The same key always gets the same. Fails
   * with a {@code PipelinesException} when this server has no answer: the node goes on asking.
   */
  CompletableFuture<DriverAnswer> ask(String runId, DriverKey key);
}
