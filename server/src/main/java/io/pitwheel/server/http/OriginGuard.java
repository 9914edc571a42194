package io.pitwheel.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other origins from driving the server. Bound to loopback it answers only to
 * its own names and port, which also stops a foreign name that was made to point here. Bound wider,
 * where its names are not known, an Origin must be the Host that was asked.
 */
public final class OriginGuard implements DecoratingHttpServiceFunction {
  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final boolean isLoopback;

  public OriginGuard(boolean isLoopback) {
    this.isLoopback = isLoopback;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    // A request that asks for an upgrade to HTTP/2 keeps its Host under the older name.
    String host =
        request
            .headers()
            .get(HttpHeaderNames.AUTHORITY, request.headers().get(HttpHeaderNames.HOST, ""));
    if (request.headers().getAll(HttpHeaderNames.HOST).size() > 1) {
      return HttpReplies.failure(
          PipelinesException.invalid(
              "Host", "reading the request: several Host headers (expected: one)"));
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    int port = context.localAddress().getPort();
    int usualPort = context.sessionProtocol().isTls() ? HTTPS_PORT : HTTP_PORT;
    if (isLoopback && !isOwn(host, port, usualPort)) {
      return refuse("Host", host, port);
    }
    if (origin != null && !isOwnOrigin(origin, host, port, usualPort)) {
      return refuse("Origin", origin, port);
    }
    return next.serve(context, request);
  }

  private boolean isOwnOrigin(String origin, String host, int port, int usualPort) {
    String lowered = origin.toLowerCase(Locale.ROOT);
    if (!lowered.startsWith("http://") && !lowered.startsWith("https://")) {
      return false;
    }
    String authority = lowered.substring(lowered.indexOf("://") + 3);
    return isLoopback
        ? isOwn(authority, port, usualPort)
        : authority.equals(host.toLowerCase(Locale.ROOT));
  }

  private static boolean isOwn(@Nullable String authority, int port, int usualPort) {
    if (authority == null) {
      return false;
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String name = hasPort ? authority.substring(0, colon) : authority;
    String givenPort = hasPort ? authority.substring(colon + 1) : String.valueOf(usualPort);
    return LOOPBACK_NAMES.contains(name.toLowerCase(Locale.ROOT))
        && givenPort.equals(String.valueOf(port));
  }

  private static HttpResponse refuse(String header, String value, int port) {
    return HttpReplies.failure(
        new PipelinesException(
            ErrorCode.PERMISSION_DENIED,
            "calling this server: %s %s is not its own (expected: 127.0.0.1:%d or localhost:%d)"
                .formatted(header, value, port, port)));
  }
}
