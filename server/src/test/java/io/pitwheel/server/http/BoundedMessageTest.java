package io.pitwheel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.pitwheel.failure.PipelinesException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BoundedMessageTest {
  /** What clients take, without what else an answer has of headers. */
  private static final int MAX_HEADERS = 7_000;

  @Test
  void keepsTheBeginningAndWhatWasExpected() {
    String cut =
        BoundedMessage.cut(
            "finding run %s: there is none (expected: an id)".formatted("x".repeat(5_000)));

    assertThat(cut)
        .startsWith("finding run xxx")
        .contains("… (4245 characters left out) …")
        .endsWith("xxx: there is none (expected: an id)");
  }

  @Test
  void leavesAsItIsWhatFits() {
    String text = "é".repeat(400);

    assertThat(BoundedMessage.cut(text)).isSameAs(text);
    assertThat(BoundedMessage.cut(text + "e")).contains("left out");
  }

  @Test
  void fitsIntoHeadersWhateverTheCharacters() {
    String text = "🐧".repeat(5_000);

    Status status = Failures.statusOf(PipelinesException.invalid(text, "reading " + text));

    int ofMessage = 3 * status.getMessage().getBytes(StandardCharsets.UTF_8).length;
    int ofDetails = Base64.getEncoder().encodeToString(status.toByteArray()).length();
    assertThat(ofMessage + ofDetails).isLessThan(MAX_HEADERS);
  }

  @Property(tries = 200)
  void cutsBetweenCharacters(@ForAll @StringLength(max = 2_000) String text) {
    String cut = BoundedMessage.cut(text);

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(BoundedMessage.MAX_BYTES + 50);
    assertThat(cut.equals(text) || cut.contains("left out")).isTrue();
  }
}
