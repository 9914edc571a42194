package io.pitwheel.server.launch;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunTokens;

/** Lets in who has a token of a pod of the run that the call is about, and nobody else. */
final class PodGate {
  private static final String SCHEME = "Bearer ";

  private final RunTokens tokens;

  PodGate(RunTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws PipelinesException UNAUTHENTICATED, PERMISSION_DENIED or UNAVAILABLE, as of {@link
   *     RunTokens}
   */
  void require(String runId) {
    var _ = tokens.require(token(), runId);
  }

  /** Empty when none was sent. */
  private static String token() {
    String header =
        ServiceRequestContext.current().request().headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : "";
  }
}
