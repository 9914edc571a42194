package io.pitwheel.server.reflection;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many streams of reflection there are at once, and how long each goes on: its client asks when
 * it likes, and the protocol knows no end.
 */
final class BoundedStreams implements ServerInterceptor {
  static final int MAX_STREAMS = 100;

  /** Long enough for a person at a terminal. */
  static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

  private final Duration longest;
  private final AtomicInteger open = new AtomicInteger();

  BoundedStreams() {
    this(LONGEST_STREAM);
  }

  BoundedStreams(Duration longest) {
    this.longest = longest;
  }

  @Override
  public <Q, P> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
    if (open.incrementAndGet() > MAX_STREAMS) {
      open.decrementAndGet();
      call.close(
          Status.RESOURCE_EXHAUSTED.withDescription(
              "reflecting: %d streams are open already (expected: fewer)".formatted(MAX_STREAMS)),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    var stream = new Stream<>(call);
    var end =
        ServiceRequestContext.current()
            .eventLoop()
            .schedule(stream::end, longest.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return new Leaving<>(next.startCall(stream, headers), stream, end);
    } catch (RuntimeException exception) {
      stream.leave();
      end.cancel(false);
      throw exception;
    }
  }

  /** Has its place until it is closed, by whom ever. */
  private final class Stream<Q, P> extends SimpleForwardingServerCall<Q, P> {
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Stream(ServerCall<Q, P> call) {
      super(call);
    }

    boolean leave() {
      boolean isFirst = isClosed.compareAndSet(false, true);
      if (isFirst) {
        open.decrementAndGet();
      }
      return isFirst;
    }

    void end() {
      close(
          Status.DEADLINE_EXCEEDED.withDescription(
              "reflecting: the stream was open for %d s (expected: its end by then)"
                  .formatted(longest.toSeconds())),
          new Metadata());
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (leave()) {
        super.close(status, trailers);
      }
    }
  }

  private static final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {
    private final BoundedStreams.Stream<Q, ?> stream;
    private final ScheduledFuture<?> end;

    Leaving(
        ServerCall.Listener<Q> listener,
        BoundedStreams.Stream<Q, ?> stream,
        ScheduledFuture<?> end) {
      super(listener);
      this.stream = stream;
      this.end = end;
    }

    private void leave() {
      stream.leave();
      end.cancel(false);
    }

    @Override
    public void onCancel() {
      leave();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      leave();
      super.onComplete();
    }
  }
}
