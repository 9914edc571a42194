package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BoundedMessageTest {
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

  @Property(tries = 200)
  void cutsBetweenCharacters(@ForAll @StringLength(max = 2_000) String text) {
    String cut = BoundedMessage.cut(text);

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(BoundedMessage.MAX_BYTES + 50);
    assertThat(cut.equals(text) || cut.contains("left out")).isTrue();
  }
}
