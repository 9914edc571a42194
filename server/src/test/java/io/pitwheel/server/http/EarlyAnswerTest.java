package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before its body has arrived is answered, not cut off. */
class EarlyAnswerTest {
  private static final int REQUESTS = 300;
  private static final int BODY_BYTES = 40_000;

  @TempDir private Path dataFolder;

  @Test
  void reachesClientThatStillSends() {
    String body = "{\"description\":\"%s\"}".formatted("x".repeat(BODY_BYTES));
    try (var server = new RunningServer(dataFolder)) {
      // The client speaks HTTP/2 from its second request on, and fails where a stream is reset
      // before it has sent all.
      for (int request = 0; request < REQUESTS; request++) {
        HttpResponse<String> answer =
            server.send(
                HttpRequest.newBuilder(server.uri("/apis/v2beta1/runs"))
                    .header("Content-Type", "application/json")
                    .header("Origin", "https://elsewhere.example")
                    .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
      }
    }
  }
}
