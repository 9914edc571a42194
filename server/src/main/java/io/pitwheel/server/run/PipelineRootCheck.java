package io.pitwheel.server.run;

import io.pitwheel.failure.PipelinesException;

/** Whether the engine of this server can keep artifacts at a place that a run asks for. */
@FunctionalInterface
public interface PipelineRootCheck {
  /**
   * @param pipelineRoot as asked for; empty for the default, which always passes
   * @throws PipelinesException INVALID_ARGUMENT with the value and what was expected
   */
  void require(String pipelineRoot);
}
