package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT2S, 2s",
    "PT1M30S, 1m30s",
    "P1DT2H, 26h",
    "PT0.25S, 0.25s",
    "PT0S, 0s",
    "PT1H0.001S, 1h0.001s",
    "PT10S, 10s"
  })
  void writesWhatPeopleType(Duration duration, String words) {
    assertThat(DurationWords.of(duration)).isEqualTo(words);
  }
}
