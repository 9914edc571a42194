package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.pitwheel.server.http.ShapedErrors;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose answer never comes. */
@Timeout(30)
class LateAnswersTest {
  private static final Duration TIME = Duration.ofSeconds(1);

  @Test
  void areRefusedWithThePathAndTheTime() {
    try (var server =
        Server.builder()
            .http(0)
            .requestTimeout(TIME)
            .errorHandler(new LateAnswers(TIME).orElse(new ShapedErrors()))
            .service("/silent", (_, _) -> HttpResponse.streaming())
            .build()) {
      server.start().join();

      var answer =
          WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
              .get("/silent")
              .aggregate()
              .join();

      assertThat(answer.status().code()).isEqualTo(504);
      assertThat(answer.contentUtf8())
          .startsWith("{\"code\":4,")
          .contains("calling /silent: no answer within 1 s (expected: ");
    }
  }
}
