package io.pitwheel.launch;

/**
 * The folders that the tasks of one run share. They are made when first needed, outlive a restart
 * of the server and go with the end of their run. Safe for many threads.
 */
public interface RunWorkspaces {
  /**
   * Sees to it that tasks find a copy of what stands at a URI in the workspace of their run, where
   * {@code .artifacts/<local path of the URI>} is its place: at once, or when the first of them
   * begins. Repeatable: what is there stays.
   *
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a URI that cannot be
   *     copied, NOT_FOUND when nothing stands there, UNAVAILABLE and RESOURCE_EXHAUSTED as the disk
   *     or the store has it
   */
  void bring(String runId, String uri);

  /** Deletes the workspace of a run that has ended; one that never was is success. */
  void remove(String runId);
}
