package io.pitwheel.server.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedStreamsTest {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void areEndedWhenTheyWereOpenForTheirTime() {
    var grpc = GrpcService.builder();
    ReflectionServices.of(List.of(), new BoundedStreams(LONGEST)).forEach(grpc::addService);
    try (var server = Server.builder().http(0).service(grpc.build()).build()) {
      server.start().join();

      var stream = ReflectionStream.open("gproto+http://127.0.0.1:" + server.activeLocalPort());

      assertThat(stream.answer()).succeedsWithin(PATIENCE);
      assertThat(stream.end())
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withMessageContaining(
              "DEADLINE_EXCEEDED: reflecting: the stream was open for 1 s (expected: its end");
    }
  }
}
