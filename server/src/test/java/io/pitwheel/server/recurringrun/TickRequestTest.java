package io.pitwheel.server.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickRequestTest {
  /** Expected: the test vectors of the authors of FNV. */
  @ParameterizedTest
  @CsvSource({"'', 2166136261", "a, 3826002220", "foobar, 3214735720"})
  void hashesAsGoDoes(String text, String hash) {
    assertThat(TickRequest.hash(text)).isEqualTo(hash);
  }

  @Test
  void waitsForTheNextTickButNotForEver() {
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    assertThat(RecurringRunScheduler.waitFor(Optional.empty(), now))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(RecurringRunScheduler.waitFor(Optional.of(now.plusSeconds(3600)), now))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(RecurringRunScheduler.waitFor(Optional.of(now.plusMillis(322)), now))
        .isEqualTo(Duration.ofMillis(323));
    assertThat(RecurringRunScheduler.waitFor(Optional.of(now.minusSeconds(9)), now))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
