package io.pitwheel.server.access;

import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.server.http.Failures;

/** Hands an RPC on only when the gate lets it pass. REST arrives here as well. */
public final class CallGuard implements ServerInterceptor {
  private final AccessGate gate;

  public CallGuard(AccessGate gate) {
    this.gate = gate;
  }

  /**
   * The name of an RPC in the table.
   *
   * @param fullMethodName with the package of its service
   */
  public static String callOf(String fullMethodName) {
    int slash = fullMethodName.indexOf('/');
    return fullMethodName.substring(fullMethodName.lastIndexOf('.', slash) + 1);
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    String name = callOf(call.getMethodDescriptor().getFullMethodName());
    return new Guarded<>(call, name, next.startCall(call, headers));
  }

  private final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final String name;
    private boolean isRefused;

    Guarded(ServerCall<Q, ?> call, String name, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
      this.name = name;
    }

    @Override
    public void onMessage(Q message) {
      try {
        gate.require(ServiceRequestContext.current(), name, new MessageFields((Message) message));
      } catch (RuntimeException exception) {
        isRefused = true;
        StatusRuntimeException refusal =
            StatusProto.toStatusRuntimeException(Failures.statusOf(exception));
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        return;
      }
      super.onMessage(message);
    }

    @Override
    public void onHalfClose() {
      if (!isRefused) {
        super.onHalfClose();
      }
    }
  }
}
