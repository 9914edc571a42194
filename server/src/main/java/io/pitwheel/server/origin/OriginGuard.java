package io.pitwheel.server.origin;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Keeps web pages of other origins from driving the server, by REST and by gRPC: it answers to its
 * own names only, which also stops a foreign name that was made to point here, and to pages of its
 * own or of an origin that a setting allows.
 */
public final class OriginGuard implements DecoratingHttpServiceFunction {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final ServerNames names;
  private final AllowedOrigins origins;

  OriginGuard(ServerNames names, AllowedOrigins origins) {
    this.names = names;
    this.origins = origins;
  }

  /** What the settings say, for a server that listens on the address. */
  public static OriginGuard of(InetAddress address, Settings settings) {
    return new OriginGuard(
        ServerNames.of(
            address.isLoopbackAddress(),
            settings.text(Setting.SERVER_HOST),
            ServerNames.entries(settings.text(Setting.SERVER_ALLOWED_HOSTS))),
        AllowedOrigins.of(settings));
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
      return GrpcReplies.refusal(
          context,
          PipelinesException.invalid(
              "Host", "reading the request: several Host headers (expected: one)"));
    }
    int port = context.localAddress().getPort();
    int usualPort = context.sessionProtocol().isTls() ? HTTPS_PORT : HTTP_PORT;
    if (!names.has(host, port, usualPort)) {
      return refuse(context, "Host", host, names.expectation(port));
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !isAllowed(origin, host, port, usualPort)) {
      return refuse(
          context,
          "Origin",
          origin,
          "a page of this server, or an origin in server.allowedOrigins");
    }
    return next.serve(context, request);
  }

  /** On loopback each of the names is the same server; elsewhere it is the name that was asked. */
  private boolean isAllowed(String origin, String host, int port, int usualPort) {
    String lowered = origin.toLowerCase(Locale.ROOT);
    if (!lowered.startsWith("http://") && !lowered.startsWith("https://")) {
      return false;
    }
    String authority = lowered.substring(lowered.indexOf("://") + 3);
    return origins.has(lowered)
        || authority.equals(host.toLowerCase(Locale.ROOT))
        || (names.isLoopback() && names.has(authority, port, usualPort));
  }

  private static HttpResponse refuse(
      ServiceRequestContext context, String header, String value, String expected) {
    return GrpcReplies.refusal(
        context,
        new PipelinesException(
            ErrorCode.PERMISSION_DENIED,
            "calling this server: %s %s is not its own (expected: %s)"
                .formatted(header, value, expected)));
  }
}
