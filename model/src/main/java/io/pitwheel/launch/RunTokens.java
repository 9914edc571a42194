package io.pitwheel.launch;

/** Knows by their tokens the pods that may speak for a run. Safe for many threads. */
@FunctionalInterface
public interface RunTokens {
  /** What comes before the run's id in the audience of its tokens. */
  String AUDIENCE = "pitwheel.io/runs/";

  /**
   * A pod of a run.
   *
   * @param namespace where it is
   */
  record RunPod(String namespace, String name) {}

  /**
   * The pod whose token it is.
   *
   * @param token as it was sent; a secret, which is in no message
   * @param runId for which it must have been made
   * @throws io.pitwheel.failure.PipelinesException UNAUTHENTICATED for a token that is not valid or
   *     was made for something else, PERMISSION_DENIED for one of somebody who is no pod of the
   *     run, UNAVAILABLE when it cannot be found out now
   */
  RunPod require(String token, String runId);
}
