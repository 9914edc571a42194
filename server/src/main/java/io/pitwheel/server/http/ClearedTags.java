package io.pitwheel.server.http;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Whether a caller asks for all tags to be removed. A message cannot say so, for an empty map is
 * the same as none: in JSON it is the member {@code "tags": {}}, over gRPC, as KFP has it, the
 * header {@code x-clear-tags: true}.
 */
public final class ClearedTags implements ServerInterceptor {
  static final String HEADER = "x-clear-tags";

  private static final Metadata.Key<String> KEY =
      Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Boolean> ASKED = Context.keyWithDefault(HEADER, false);

  /** Whether the call that is being answered asks for it. */
  public static boolean isAsked() {
    return ASKED.get();
  }

  /** Headers of a call that came by HTTP. */
  static Metadata headers(boolean isAsked) {
    var headers = new Metadata();
    if (isAsked) {
      headers.put(KEY, "true");
    }
    return headers;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    boolean isAsked = "true".equalsIgnoreCase(headers.get(KEY));
    return Contexts.interceptCall(Context.current().withValue(ASKED, isAsked), call, headers, next);
  }
}
