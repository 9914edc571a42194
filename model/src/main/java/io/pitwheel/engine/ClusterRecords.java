package io.pitwheel.engine;

import java.util.List;

/**
 * What a cluster has of a run, for who has to find out what went wrong there. Safe for many
 * threads.
 */
@FunctionalInterface
public interface ClusterRecords {
  /** Of an engine without a cluster. */
  ClusterRecords NONE = _ -> List.of();

  /**
   * Descriptions and logs, as far as they can be had: in the place of what cannot stands why. Their
   * number and length are bounded. Nothing in them is masked.
   *
   * @param runId of a run, whatever its state
   */
  List<ClusterRecord> of(String runId);
}
