package io.pitwheel.server.limits;

import com.linecorp.armeria.common.FilteredHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.GrpcReplies;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A body that has to come on: whoever sends nothing, or next to nothing, for a while is refused
 * with 408 (DEADLINE_EXCEEDED over gRPC), and what no memory is left for with 429. The time for the
 * answer begins when the body has ended. A body that nobody reads is not waited for. Lives in the
 * event loop of its request.
 */
final class PatientBody extends FilteredHttpRequest {
  /** Slower than the slowest modem; what is slower holds a place and not a conversation. */
  static final int MIN_BYTES_A_SECOND = 1_024;

  /** Of a body that does come on. */
  static final Duration LONGEST_BODY = Duration.ofMinutes(15);

  private final ServiceRequestContext context;
  private final Duration patience;
  private final Duration timeForAnswer;
  private final HeldBodies bodies;
  private long waited;
  private long moved;
  private long held;
  private @Nullable ScheduledFuture<?> nextLook;

  PatientBody(
      ServiceRequestContext context,
      HttpRequest request,
      Duration patience,
      Duration timeForAnswer,
      HeldBodies bodies) {
    super(request, true);
    this.context = context;
    this.patience = patience;
    this.timeForAnswer = timeForAnswer;
    this.bodies = bodies;
    context.log().whenComplete().thenRun(this::release).isDone();
  }

  private void hold(int bytes) {
    bodies.hold(bytes, held);
    held += bytes;
  }

  private void release() {
    bodies.release(held);
    held = 0;
  }

  @Override
  protected void beforeSubscribe(
      Subscriber<? super HttpObject> subscriber, Subscription subscription) {
    lookLater();
  }

  @Override
  protected HttpObject filter(HttpObject piece) {
    if (piece instanceof HttpData data) {
      moved += data.length();
      try {
        hold(data.length());
      } catch (PipelinesException refusal) {
        data.close();
        leaveConnection();
        if (GrpcReplies.isAsked(context)) {
          context.cancel(refusal);
        }
        throw refusal;
      }
    }
    return piece;
  }

  @Override
  protected void beforeComplete(Subscriber<? super HttpObject> subscriber) {
    stopLooking();
    giveTimeForAnswer();
  }

  @Override
  protected Throwable beforeError(Subscriber<? super HttpObject> subscriber, Throwable cause) {
    stopLooking();
    return cause;
  }

  @Override
  protected void onCancellation(Subscriber<? super HttpObject> subscriber) {
    stopLooking();
  }

  private void lookLater() {
    nextLook = context.eventLoop().schedule(this::look, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopLooking() {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
  }

  private void look() {
    waited += patience.toSeconds();
    long expected = MIN_BYTES_A_SECOND * patience.toSeconds();
    if (moved == 0) {
      refuse("nothing came for %d s (expected: the rest of it)".formatted(patience.toSeconds()));
    } else if (moved < expected) {
      refuse(
          "%d bytes came in %d s (expected: at least %d, or all that was left)"
              .formatted(moved, patience.toSeconds(), expected));
    } else if (waited >= LONGEST_BODY.toSeconds()) {
      refuse("not complete after %d s (expected: its end)".formatted(waited));
    } else {
      moved = 0;
      giveTimeForAnswer();
      lookLater();
    }
  }

  /** Streams have no end. */
  private void giveTimeForAnswer() {
    if (GrpcReplies.isAsked(context)) {
      AnswerTime.beginAnew(context, timeForAnswer);
    } else if (context.requestTimeoutMillis() > 0) {
      context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, timeForAnswer);
    }
  }

  private void leaveConnection() {
    if (!context.sessionProtocol().isMultiplex()) {
      // What still comes would be read as the next request.
      var _ = context.initiateConnectionShutdown();
    }
  }

  private void refuse(String problem) {
    leaveConnection();
    var refusal = new HttpReplies.SlowRequest("reading the body: " + problem);
    if (GrpcReplies.isAsked(context)) {
      // Its library takes an aborted request for a client that has gone, and answers nothing.
      context.cancel(refusal);
    } else {
      abort(refusal);
    }
  }
}
