package io.pitwheel.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteStreamTest {
  @Test
  void endsAnAnswerOfWhichItsClientTakesNothing() {
    // Nobody has asked for its pieces, as of a client that does not read.
    HttpResponseWriter unread = HttpResponse.streaming();
    var stream = new ByteStream(unread, Duration.ofMillis(20));

    assertThat(stream.write(new byte[10])).isFalse();

    assertThat(stream.isOpen()).isFalse();
    assertThat(unread.whenComplete()).isCompletedExceptionally();
  }
}
