package io.pitwheel.server.limits;

import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.time.Duration;

/**
 * The time for the answer to a call of gRPC that is no stream: the server's, which begins anew
 * while the call's body comes on, or the shorter one that its client asks for.
 *
 * @param askedMillis from the beginning of the call; 0 when its client would wait for ever
 */
record AnswerTime(long askedMillis) {
  private static final AttributeKey<AnswerTime> KEY =
      AttributeKey.valueOf(AnswerTime.class, "asked");

  /** To be called once the library has read what the client asks for. */
  static void begin(ServiceRequestContext context, Duration time) {
    context.setAttr(KEY, new AnswerTime(context.requestTimeoutMillis()));
    beginAnew(context, time);
  }

  /** Does nothing for streams, for which no time has begun. */
  static void beginAnew(ServiceRequestContext context, Duration time) {
    AnswerTime begun = context.attr(KEY);
    if (begun == null) {
      return;
    }
    context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, time);
    if (begun.askedMillis > 0 && begun.askedMillis < context.requestTimeoutMillis()) {
      context.setRequestTimeoutMillis(TimeoutMode.SET_FROM_START, begun.askedMillis);
    }
  }
}
