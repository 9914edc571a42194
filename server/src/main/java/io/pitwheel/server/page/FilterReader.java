package io.pitwheel.server.page;

import io.pitwheel.api.v2beta1.Filter;
import io.pitwheel.api.v2beta1.Predicate;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.page.RowPredicate.IsOneOf;
import io.pitwheel.server.http.MessageParser;
import io.pitwheel.value.JsonReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Filters: the JSON of a {@code Filter} with names in either case and operations by name or number,
 * raw or percent-encoded once more. All predicates must hold.
 */
final class FilterReader {
  /** Of one filter, in characters: it travels in an address, and in the token of the next page. */
  static final int MAX_LENGTH = 8_192;

  static final int MAX_PREDICATES = 50;

  private static final String TAGS = "tags.";

  private FilterReader() {}

  /**
   * What the text says.
   *
   * @throws PipelinesException INVALID_ARGUMENT naming the place in the filter, what is there and
   *     what was expected
   */
  static RowFilter read(ListScope scope, String text) {
    if (text.isBlank()) {
      return RowFilter.NONE;
    }
    if (text.length() > MAX_LENGTH) {
      throw refused("filter", text.length() + " characters", "at most " + MAX_LENGTH);
    }
    Filter filter = parse(text);
    if (filter.getPredicatesCount() > MAX_PREDICATES) {
      throw refused(
          "filter.predicates",
          filter.getPredicatesCount() + " predicates",
          "at most " + MAX_PREDICATES);
    }
    var predicates = new ArrayList<RowPredicate>();
    for (int i = 0; i < filter.getPredicatesCount(); i++) {
      predicates.add(read(scope, filter.getPredicates(i), "filter.predicates[" + i + "]"));
    }
    return new RowFilter(predicates);
  }

  private static Filter parse(String text) {
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

  private static RowPredicate read(ListScope scope, Predicate predicate, String path) {
    requireComplete(predicate, path);
    String key = predicate.getKey();
    if (scope.hasTags() && key.startsWith(TAGS)) {
      return tag(predicate, path);
    }
    ListField field = scope.fields().get(key);
    if (field == null) {
      throw refused(
          path + ".key",
          key,
          "one of " + String.join(", ", new TreeSet<>(scope.fields().keySet())) + tagsOf(scope));
    }
    var values = new PredicateValues(field, predicate, path);
    return switch (predicate.getOperation()) {
      case EQUALS -> values.compare(Comparison.EQUAL);
      case NOT_EQUALS -> values.compare(Comparison.NOT_EQUAL);
      case GREATER_THAN -> values.order(Comparison.GREATER);
      case GREATER_THAN_EQUALS -> values.order(Comparison.GREATER_OR_EQUAL);
      case LESS_THAN -> values.order(Comparison.LESS);
      case LESS_THAN_EQUALS -> values.order(Comparison.LESS_OR_EQUAL);
      case IN -> new IsOneOf(field.stored(), values.list());
      case IS_SUBSTRING -> new Contains(field.stored(), values.part());
      case OPERATION_UNSPECIFIED, UNRECOGNIZED -> throw unknownOperation(predicate, path);
    };
  }

  private static RowPredicate tag(Predicate predicate, String path) {
    boolean isEquality =
        predicate.getOperation() == Predicate.Operation.EQUALS && predicate.hasStringValue();
    if (!isEquality) {
      throw refused(
          path,
          predicate.getKey() + " " + predicate.getOperation(),
          "EQUALS with a string_value for a tag");
    }
    return new HasTag(predicate.getKey().substring(TAGS.length()), predicate.getStringValue());
  }

  private static String tagsOf(ListScope scope) {
    return scope.hasTags() ? ", tags.<key>" : "";
  }

  private static void requireComplete(Predicate predicate, String path) {
    if (predicate.getOperationValue() == 0) {
      throw unknownOperation(predicate, path);
    }
    if (predicate.getKey().isEmpty()) {
      throw refused(path + ".key", "a predicate without key", "a key, an operation and a value");
    }
    if (predicate.getValueCase() == Predicate.ValueCase.VALUE_NOT_SET) {
      throw refused(path, "a predicate without value", "a key, an operation and a value");
    }
  }

  private static PipelinesException unknownOperation(Predicate predicate, String path) {
    return refused(
        path + ".operation",
        String.valueOf(predicate.getOperation()).toLowerCase(Locale.ROOT),
        "one of "
            + String.join(
                ", ",
                List.of(
                    "EQUALS",
                    "NOT_EQUALS",
                    "GREATER_THAN",
                    "GREATER_THAN_EQUALS",
                    "LESS_THAN",
                    "LESS_THAN_EQUALS",
                    "IN",
                    "IS_SUBSTRING")));
  }

  static PipelinesException refused(String path, String given, String expected) {
    return PipelinesException.invalid(
        path, "filtering by %s: %s (expected: %s)".formatted(path, given, expected));
  }
}
