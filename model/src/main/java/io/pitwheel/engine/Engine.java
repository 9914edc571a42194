package io.pitwheel.engine;

/**
 * Moves runs forward. Calls are repeatable: an engine told twice of a run moves it once. Safe for
 * many threads.
 */
public interface Engine {
  /**
   * Takes a run over: one that is PENDING, or one that was under way when the server died. Returns
   * once the engine has it, not when it ends.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE when it cannot now
   */
  void submit(String runId);

  /**
   * Takes over a run that had ended and is PENDING again, also when it heard of that end only a
   * moment ago. Else as {@link #submit}.
   */
  void retry(String runId);

  /**
   * Removes what it has beside the database and the object store of a run that has ended and is to
   * be deleted, before its rows go. Nothing for an engine that has nothing.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE when it cannot now
   */
  default void forget(String runId) {
    // Most have nothing.
  }

  /** Stops a run that is CANCELING. Returns at once; the run ends FAILED with CANCELLED. */
  void terminate(String runId);
}
