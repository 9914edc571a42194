package io.pitwheel.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An address at which somebody takes the request and says nothing. */
class SlowPackageTest {
  @Test
  void isWaitedForNoLongerThanTheBound() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + silent.getLocalPort();
      var fetcher = new PackageFetcher(host, OutgoingConnections.standard(), Duration.ofSeconds(1));

      assertThatThrownBy(() -> fetcher.fetch("http://" + host + "/pipeline.yaml"))
          .isInstanceOfSatisfying(
              PipelinesException.class,
              exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageContainingAll(host, "expected: an answer within 1 seconds");
    }
  }
}
