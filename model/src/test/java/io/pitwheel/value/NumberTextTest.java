package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected: the forms that Go's strconv (shortest digits) and encoding/json define. */
class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "3.0, 3, 3",
    "0.1, 0.1, 0.1",
    "-2.5, -2.5, -2.5",
    "0.0, 0, 0",
    "-0.0, 0, 0",
    "100000.0, 100000, 100000",
    "1e15, 1000000000000000, 1000000000000000",
    "9007199254740993, 9007199254740992, 9007199254740992",
    "1e20, 100000000000000000000, 100000000000000000000",
    "1e21, 1e+21, 1000000000000000000000",
    "1.5e300, 1.5e+300, 15e299",
    "1e-6, 0.000001, 0.000001",
    "1e-7, 1e-7, 0.0000001",
    "-1.25e-9, -1.25e-9, -0.00000000125",
    "1e23, 1e+23, 100000000000000000000000",
    "2e-323, 2e-323, 2e-323",
    "4.9e-324, 5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308, 17976931348623157e292"
  })
  void writesNumbersAsGoDoes(double number, String json, String plain) {
    assertThat(JsonWriter.write(JsonValue.of(number))).isEqualTo(json);
    assertThat(NumberText.plain(number)).isEqualTo(new BigDecimal(plain).toPlainString());
  }

  @Property
  void givesTheNumberBack(@ForAll("numbers") double number) {
    assertThat(Double.parseDouble(NumberText.json(number))).isEqualTo(number);
    assertThat(Double.parseDouble(NumberText.plain(number))).isEqualTo(number);
  }

  @Property
  void neverWritesAnExponentInATextOrAFractionThatIsZero(@ForAll("numbers") double number) {
    assertThat(NumberText.plain(number)).matches("-?[0-9]+(\\.[0-9]*[1-9])?");
  }

  @Property
  void writesIntegersWithoutFraction(@ForAll int number) {
    assertThat(NumberText.json(number)).isEqualTo(Integer.toString(number));
  }

  @Provide
  Arbitrary<Double> numbers() {
    return JsonValues.numbers().map(number -> number == 0 ? 0.0 : number);
  }
}
