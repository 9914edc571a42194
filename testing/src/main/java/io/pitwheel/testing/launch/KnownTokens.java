package io.pitwheel.testing.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens;
import java.util.Map;

/**
 * Tokens that are known beforehand.
 *
 * @param runs for which each token was made
 */
public record KnownTokens(Map<String, String> runs) implements RunTokens {
  /** A token that is valid, but of somebody who is no pod. */
  public static final String OF_NO_POD = "token-of-no-pod";

  public KnownTokens {
    runs = Map.copyOf(runs);
  }

  @Override
  public RunPod require(String token, String runId) {
    if (token.equals(OF_NO_POD)) {
      throw new PipelinesException(
          ErrorCode.PERMISSION_DENIED, "speaking for run %s: no pod".formatted(runId));
    }
    if (!runId.equals(runs.get(token))) {
      throw new PipelinesException(
          ErrorCode.UNAUTHENTICATED,
          "speaking for run %s: no such token (expected: a token of its pods)".formatted(runId));
    }
    return new RunPod("team", "pod");
  }
}
