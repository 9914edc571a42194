package io.pitwheel.server.limits;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.settings.Setting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections. Beyond the bound a few are taken in to be told so, whatever protocol they
 * speak; those beyond the few are closed at once.
 */
public final class ConnectionLimit implements DecoratingHttpServiceFunction {
  /** Connections that are taken in for nothing but the refusal. */
  static final int MAX_REFUSALS = 64;

  private static final AttributeKey<OpenConnection> KEY =
      AttributeKey.valueOf(ConnectionLimit.class, "connection");

  private final int max;
  private final Duration patience;
  private final boolean isSecure;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param patience for the head of a request, for the refusal
   * @param isSecure whether what passes is encrypted
   */
  public ConnectionLimit(int max, Duration patience, boolean isSecure) {
    this.max = max;
    this.patience = patience;
    this.isSecure = isSecure;
  }

  /** As many as the server is to take in, those among them that are refused. */
  public int accepted() {
    return max + MAX_REFUSALS;
  }

  /** How many are open. */
  public int size() {
    return open.get();
  }

  /** Counts a fresh connection until it is closed. */
  public void watch(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    var connection = new OpenConnection(open.incrementAndGet() <= max, isSecure ? null : patience);
    var _ = channel.closeFuture().addListener(_ -> open.decrementAndGet());
    channel.attr(KEY).set(connection);
    pipeline.addFirst(connection);
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    OpenConnection connection = connectionOf(context);
    if (connection == null) {
      return next.serve(context, request);
    }
    connection.begin(!context.sessionProtocol().isMultiplex());
    var _ = context.log().whenComplete().thenRun(connection::end);
    if (connection.isWelcome()) {
      return next.serve(context, request);
    }
    var _ = context.initiateConnectionShutdown();
    return GrpcReplies.refusal(
        context,
        new PipelinesException(
            ErrorCode.UNAVAILABLE,
            "connecting: %d connections are open already (expected: fewer; the setting %s is the bound)"
                .formatted(max, Setting.LIMITS_CONNECTIONS.key())));
  }

  private static @Nullable OpenConnection connectionOf(ServiceRequestContext context) {
    Channel channel = context.log().partial().channel();
    return channel == null ? null : channel.attr(KEY).get();
  }
}
