package io.pitwheel.value;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers as Go writes them, because KFP's backend is Go and user code sees its text: {@code 3},
 * never {@code 3.0}.
 */
public final class NumberText {
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double LARGEST_PLAIN = 1e21;

  private NumberText() {}

  /**
   * The shortest digits that give the number back, never with an exponent (Go: {@code
   * FormatFloat(v, 'f', -1, 64)}); the form of a number inside a text.
   */
  public static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return shortest(value).toPlainString();
  }

  /**
   * The form of a number inside JSON (Go: {@code encoding/json}): plain between 1e-6 and 1e21, else
   * with an exponent without leading zeros.
   */
  public static String json(double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)) {
      return plain(value);
    }
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }

  /** Java's shortest form has two digits at least; Go writes the smallest number as 5e-324. */
  private static BigDecimal shortest(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (shortest.precision() == 2) {
      BigDecimal oneDigit = new BigDecimal(value).round(new MathContext(1));
      return oneDigit.doubleValue() == value ? oneDigit : shortest;
    }
    return shortest;
  }
}
