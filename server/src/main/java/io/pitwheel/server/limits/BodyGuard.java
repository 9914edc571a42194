package io.pitwheel.server.limits;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;

/**
 * Takes bodies as they are, and only as long as they come: nothing is unpacked, so that a small
 * request cannot become a large one.
 */
public final class BodyGuard implements DecoratingHttpServiceFunction {
  private static final String PLAIN = "identity";

  /** Streams in which clients ask when they like, in no hurry. */
  private static final String UNHURRIED = "/grpc.reflection.";

  private final Duration patience;
  private final Duration timeForAnswer;
  private final HeldBodies bodies;

  /**
   * @param patience for each further piece of a body
   * @param timeForAnswer from the end of the body
   * @param bodies of all requests
   */
  public BodyGuard(Duration patience, Duration timeForAnswer, HeldBodies bodies) {
    this.bodies = bodies;
    this.patience = patience;
    this.timeForAnswer = timeForAnswer;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, PLAIN);
    if (!encoding.equalsIgnoreCase(PLAIN)) {
      return GrpcReplies.refusal(
          context,
          new HttpReplies.UnsupportedContent(
              "reading the body: Content-Encoding %s (expected: none)".formatted(encoding)));
    }
    if (request.isEmpty() || context.path().startsWith(UNHURRIED)) {
      return next.serve(context, request);
    }
    var body = new PatientBody(context, request, patience, timeForAnswer, bodies);
    context.updateRequest(body);
    return next.serve(context, body);
  }
}
