package io.pitwheel.server.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.launch.RunTokens;

/** Of a server whose tasks run without pods: there is nobody who may ask, and nothing to answer. */
public final class NoPods implements PodLaunches, RunTokens {
  @Override
  public RunPod require(String token, String runId) {
    throw refusal();
  }

  @Override
  public LaunchAnswer begin(String runId, String taskKey, int pod) {
    throw refusal();
  }

  @Override
  public LaunchAnswer find(String runId, String taskKey, int pod) {
    throw refusal();
  }

  @Override
  public void end(String runId, String taskKey, int pod, LaunchResult result) {
    throw refusal();
  }

  private static PipelinesException refusal() {
    return new PipelinesException(
        ErrorCode.NOT_FOUND,
        "answering a launcher: tasks of this server run without pods (expected: a server whose"
            + " engine starts pods)");
  }
}
