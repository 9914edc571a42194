package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.pitwheel.failure.PipelinesException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class FailuresTest {
  /** What clients take, without what else an answer has of headers. */
  private static final int MAX_HEADERS = 7_000;

  @Test
  void fitIntoHeadersWhateverTheCharacters() {
    String text = "🐧".repeat(5_000);

    Status status = Failures.statusOf(PipelinesException.invalid(text, "reading " + text));

    int ofMessage = 3 * status.getMessage().getBytes(StandardCharsets.UTF_8).length;
    int ofDetails = Base64.getEncoder().encodeToString(status.toByteArray()).length();
    assertThat(ofMessage + ofDetails).isLessThan(MAX_HEADERS);
  }
}
