package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A body that comes on and on, by a clock that is set. */
class PatientBodyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Test
  void isRefusedWhenItHasNoEnd() {
    var channel = new EmbeddedChannel();
    channel.freezeTime();
    HttpRequestWriter sent = HttpRequest.streaming(HttpMethod.POST, "/apis/v2beta1/runs");
    var context = ServiceRequestContext.builder(sent).eventLoop(channel.eventLoop()).build();
    var bodies = new HeldBodies(Long.MAX_VALUE);
    var body = new PatientBody(context, sent, PATIENCE, Duration.ofMinutes(2), bodies);
    var whole = body.aggregate(context.eventLoop());

    long pieces = PatientBody.LONGEST_BODY.dividedBy(PATIENCE);
    for (long piece = 1; piece < pieces; piece++) {
      send(channel, sent);
      assertThat(whole).isNotDone();
    }
    send(channel, sent);

    assertThat(whole)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(HttpReplies.SlowRequest.class)
        .withMessageContaining("not complete after 900 s (expected: its end)");
  }

  /** As much as is enough for the time, and then the time. */
  private static void send(EmbeddedChannel channel, HttpRequestWriter sent) {
    int bytes = (int) (PatientBody.MIN_BYTES_A_SECOND * PATIENCE.toSeconds());
    assertThat(sent.tryWrite(HttpData.wrap(new byte[bytes]))).isTrue();
    channel.runPendingTasks();
    channel.advanceTimeBy(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }
}
