package io.pitwheel.specification.reader;

import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.regex.Pattern;

/**
 * Amounts in the form of Kubernetes' quantities. What no cluster takes is refused while somebody
 * reads along, and not when a pod is made of it.
 */
final class QuantityRules {
  private static final String PLACEHOLDER = "{{$";
  private static final Pattern FORM =
      Pattern.compile(
          "\\+?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,4})?");

  private QuantityRules() {}

  /**
   * The same text: a quantity, nothing, or what a value of the run will be put into.
   *
   * @param path of its field
   */
  static String require(String text, DocumentPath path) {
    if (text.isEmpty() || text.contains(PLACEHOLDER) || FORM.matcher(text).matches()) {
      return text;
    }
    throw Refusal.of(path, "\"%s\"".formatted(text), "a quantity such as 500m, 2 or 1.5Gi");
  }
}
