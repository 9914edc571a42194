package io.pitwheel.launch;

/**
 * What an engine answers to launchers that run elsewhere, in the pods of tasks. Every call is
 * repeatable. Safe for many threads.
 *
 * <p>A task is named by the key that its pod was given; only the engine knows its form. Pods of a
 * task are counted from 1, anew for each time the run was brought back to life.
 *
 * <p>Errors of every call: INVALID_ARGUMENT for what is no key or no number of a pod, NOT_FOUND for
 * an unknown run, FAILED_PRECONDITION for one that is driven elsewhere, UNAVAILABLE when there is
 * no answer within seconds, or another server has it: the same call is then made again.
 */
public interface PodLaunches {
  /** What a pod that begins is to run; pods before it that never said how they ended are lost. */
  LaunchAnswer begin(String runId, String taskKey, int pod);

  /**
   * What a pod was told that has begun and not ended; nothing follows from asking.
   *
   * @return nothing to run when it has ended, or another pod was begun after it
   */
  LaunchAnswer find(String runId, String taskKey, int pod);

  /**
   * Writes how a pod ended; it is written on return.
   *
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION when it contradicts what is
   *     written
   */
  void end(String runId, String taskKey, int pod, LaunchResult result);
}
