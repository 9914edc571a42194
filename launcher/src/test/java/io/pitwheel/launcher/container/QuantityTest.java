package io.pitwheel.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "500m, 0.5",
    "1.5, 1.5",
    ".5, 0.5",
    "2Gi, 2147483648",
    "1G, 1000000000",
    "1e3, 1000",
    "3Ki, 3072",
    "1E, 1000000000000000000",
    "100n, 0.0000001"
  })
  void readsNumbersWithUnits(String text, BigDecimal number) {
    assertThat(Quantity.parse(text))
        .hasValueSatisfying(parsed -> assertThat(parsed).isEqualByComparingTo(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Gi", "1 G", "-1", "1Gb", "1gi", "one", "1e", "1e999", "NaN"})
  void isNothingElse(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }
}
