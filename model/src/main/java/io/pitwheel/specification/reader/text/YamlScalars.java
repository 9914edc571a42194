package io.pitwheel.specification.reader.text;

import io.pitwheel.value.JsonValue;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Which value a scalar is, by the rules of PyYAML (YAML 1.1), because PyYAML wrote the file: {@code
 * yes} is a boolean and {@code 1e5} is a text. Two rules of YAML 1.1 are left out, since no
 * pipeline means them: dates stay texts, and so does {@code 12:30}, a number of base 60.
 */
final class YamlScalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE_WORDS =
      Set.of("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE_WORDS =
      Set.of("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]*[0-7]");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]*[01]");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F]");
  private static final Pattern FRACTION =
      Pattern.compile("(?:[-+]?[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  /** More digits than any finite number needs; a bound on the work one scalar can cause. */
  private static final int MAX_NUMBER_LENGTH = 400;

  private YamlScalars() {}

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a number that is not finite
   *     and for a tag that no pipeline needs
   */
  static JsonValue read(ScalarEvent scalar, DocumentPath path) {
    String text = scalar.getValue();
    if (scalar.getImplicit().canOmitTagInPlainScalar()) {
      return plain(text, path);
    }
    if (scalar.getImplicit().canOmitTagInNonPlainScalar()) {
      return JsonValue.of(text);
    }
    return tagged(scalar.getTag(), text, path);
  }

  private static JsonValue tagged(String tag, String text, DocumentPath path) {
    if (tag.equals(Tag.STR.getValue())) {
      return JsonValue.of(text);
    }
    JsonValue value = plain(text, path);
    String wanted =
        switch (value) {
          case JsonValue.JsonNull _ -> Tag.NULL.getValue();
          case JsonValue.JsonBoolean _ -> Tag.BOOL.getValue();
          case JsonValue.JsonNumber number when tag.equals(Tag.INT.getValue()) ->
              number.value() == Math.rint(number.value()) ? tag : "";
          case JsonValue.JsonNumber _ -> Tag.FLOAT.getValue();
          default -> "";
        };
    if (!tag.equals(wanted)) {
      throw Refusal.of(path, "the YAML tag " + tag, "a value without a tag");
    }
    return value;
  }

  private static JsonValue plain(String text, DocumentPath path) {
    if (NULLS.contains(text)) {
      return JsonValue.ofNull();
    }
    if (TRUE_WORDS.contains(text)) {
      return JsonValue.of(true);
    }
    if (FALSE_WORDS.contains(text)) {
      return JsonValue.of(false);
    }
    return "-+.0123456789".indexOf(text.charAt(0)) < 0 ? JsonValue.of(text) : number(text, path);
  }

  private static JsonValue number(String text, DocumentPath path) {
    if (NOT_FINITE.matcher(text).matches()) {
      throw Refusal.of(path, text, "a finite number");
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      return JsonValue.of(text);
    }
    String digits = text.replace("_", "").replaceFirst("^[+]", "");
    if (DECIMAL.matcher(text).matches() || FRACTION.matcher(text).matches()) {
      return finite(Double.parseDouble(digits), text, path);
    }
    if (OCTAL.matcher(text).matches()) {
      return finite(new BigInteger(digits, 8).doubleValue(), text, path);
    }
    if (BINARY.matcher(text).matches()) {
      return finite(new BigInteger(digits.replaceFirst("0b", ""), 2).doubleValue(), text, path);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return finite(new BigInteger(digits.replaceFirst("0x", ""), 16).doubleValue(), text, path);
    }
    return JsonValue.of(text);
  }

  private static JsonValue finite(double value, String text, DocumentPath path) {
    if (Double.isInfinite(value)) {
      throw Refusal.of(path, text, "a number between -1.8e308 and 1.8e308");
    }
    return JsonValue.of(value);
  }
}
