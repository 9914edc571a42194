package io.pitwheel.server.http;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One unary call to a service of this process, without a wire in between. The handler may answer in
 * the calling thread or later.
 */
final class UnaryCall<Q, P> extends ServerCall<Q, P> {
  private final MethodDescriptor<Q, P> descriptor;
  private final CompletableFuture<P> answer = new CompletableFuture<>();
  private volatile @Nullable P reply;

  private UnaryCall(MethodDescriptor<Q, P> descriptor) {
    this.descriptor = descriptor;
  }

  /** The reply; fails with {@link io.grpc.StatusRuntimeException}. */
  @SuppressWarnings("unchecked") // The request was made from the method's own prototype.
  static <Q, P> CompletableFuture<Message> start(
      ServerMethodDefinition<Q, P> method, Message request, Metadata headers) {
    var call = new UnaryCall<>(method.getMethodDescriptor());
    ServerCall.Listener<Q> listener = method.getServerCallHandler().startCall(call, headers);
    listener.onMessage((Q) request);
    listener.onHalfClose();
    return call.answer.thenApply(Message.class::cast);
  }

  @Override
  public void request(int messages) {
    // The one message there is was handed over already.
  }

  @Override
  public void sendHeaders(Metadata headers) {
    // Headers of our own are the HTTP door's business.
  }

  @Override
  public void sendMessage(P message) {
    reply = message;
  }

  @Override
  public void close(Status status, Metadata trailers) {
    P given = reply;
    if (status.isOk() && given != null) {
      answer.complete(given);
    } else {
      answer.completeExceptionally(status.asRuntimeException(trailers));
    }
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public MethodDescriptor<Q, P> getMethodDescriptor() {
    return descriptor;
  }
}
