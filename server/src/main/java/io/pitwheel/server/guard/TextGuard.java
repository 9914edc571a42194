package io.pitwheel.server.guard;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.Failures;
import java.util.Collection;

/**
 * Refuses texts that not every database keeps: those with a zero character or half a pair of
 * surrogates. Values inside of {@code google.protobuf.Struct} are kept as JSON, where they do no
 * harm.
 */
public final class TextGuard implements ServerInterceptor {
  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    return new Guarded<>(call, next.startCall(call, headers));
  }

  /** Ends the call instead of handing a bad message on. */
  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private boolean isRefused;

    Guarded(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      try {
        require((Message) message);
      } catch (PipelinesException exception) {
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

  /**
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  static void require(Message message) {
    if (message instanceof Struct || message instanceof Value) {
      return;
    }
    message.getAllFields().forEach(TextGuard::requireField);
  }

  private static void requireField(FieldDescriptor field, Object value) {
    switch (value) {
      case Collection<?> items -> items.forEach(item -> requireField(field, item));
      case Message message -> require(message);
      case String text -> requireText(field.getName(), text);
      default -> {}
    }
  }

  /**
   * The text itself.
   *
   * @throws PipelinesException INVALID_ARGUMENT naming the field
   */
  public static String requireText(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (isPair) {
        i++;
      } else if (unit == 0 || Character.isSurrogate(unit)) {
        throw PipelinesException.invalid(
            name,
            "reading %s: the character U+%04X (expected: characters that can be shown)"
                .formatted(name, (int) unit));
      }
    }
    return text;
  }
}
