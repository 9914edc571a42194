package io.pitwheel.server.page;

import io.pitwheel.api.v2beta1.Filter;
import io.pitwheel.api.v2beta1.Predicate;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.MessageParser;
import io.pitwheel.value.JsonReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Filters: the JSON of a {@code Filter} with names in either case and operations by name or number,
 * raw or percent-encoded once more. What the store can answer today is one equality on the display
 * name; anything else is refused by name.
 */
final class FilterReader {
  private FilterReader() {}

  /** The display name to look for; null when there is no filter. */
  static @Nullable String nameEquals(ListScope scope, String text) {
    if (text.isBlank()) {
      return null;
    }
    Filter filter = read(text);
    if (filter.getPredicatesCount() == 0) {
      return null;
    }
    Predicate predicate = filter.getPredicates(0);
    requireComplete(predicate);
    boolean isSupported =
        filter.getPredicatesCount() == 1
            && scope.nameKeys().contains(predicate.getKey())
            && predicate.getOperation() == Predicate.Operation.EQUALS
            && predicate.hasStringValue();
    if (!isSupported) {
      throw PipelinesException.invalid(
          "filter",
          "filtering by %s %s: not supported (expected: one predicate, %s EQUALS with string_value)"
              .formatted(
                  predicate.getKey(),
                  predicate.getOperation().name(),
                  String.join(" or ", scope.nameKeys())));
    }
    return predicate.getStringValue();
  }

  private static Filter read(String text) {
    var filter = Filter.newBuilder();
    // A raw JSON object begins with a brace; what does not was percent-encoded once more.
    String json = text.stripLeading().startsWith("{") ? text : decode(text);
    MessageParser.merge(JsonReader.read(json), filter, "filter");
    return filter.build();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException exception) {
      return text;
    }
  }

  private static void requireComplete(Predicate predicate) {
    String missing = "";
    if (predicate.getOperation() == Predicate.Operation.OPERATION_UNSPECIFIED) {
      missing = "operation";
    } else if (predicate.getKey().isEmpty()) {
      missing = "key";
    } else if (predicate.getValueCase() == Predicate.ValueCase.VALUE_NOT_SET) {
      missing = "value";
    }
    if (!missing.isEmpty()) {
      throw PipelinesException.invalid(
          "filter.predicates",
          "filtering: a predicate without %s (expected: operation, key and a value)"
              .formatted(missing));
    }
  }
}
