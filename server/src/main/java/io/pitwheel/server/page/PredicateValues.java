package io.pitwheel.server.page;

import io.pitwheel.api.v2beta1.Predicate;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.FieldValue;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of one predicate as values of its field. */
record PredicateValues(ListField field, Predicate predicate, String path) {
  /** Of one text; a database takes no longer pattern. */
  static final int MAX_TEXT_LENGTH = 4_096;

  /** The last second of the year 9999, which is as far as times of the wire go. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** As JSON has numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,400}([.][0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");

  RowPredicate compare(Comparison comparison) {
    return new Compares(field.stored(), comparison, single());
  }

  RowPredicate order(Comparison comparison) {
    if (field.kind() == FieldKind.NAME) {
      throw FilterReader.refused(
          path + ".operation",
          String.valueOf(predicate.getOperation()),
          "EQUALS, NOT_EQUALS, IN or IS_SUBSTRING for " + predicate.getKey());
    }
    return compare(comparison);
  }

  /** The text that a field is to hold. */
  String part() {
    if (!predicate.hasStringValue()) {
      throw wrongKind("string_value for IS_SUBSTRING");
    }
    if (field.kind() == FieldKind.TIME || field.kind() == FieldKind.NUMBER) {
      throw FilterReader.refused(
          path + ".operation",
          "IS_SUBSTRING",
          "a comparison for the %s %s"
              .formatted(field.kind().name().toLowerCase(Locale.ROOT), predicate.getKey()));
    }
    return bounded(predicate.getStringValue());
  }

  List<FieldValue> list() {
    return switch (predicate.getValueCase()) {
      case STRING_VALUES -> values(predicate.getStringValues().getValuesList().stream());
      case INT_VALUES ->
          predicate.getIntValues().getValuesList().stream()
              .map(number -> ofNumber(number.longValue()))
              .toList();
      case LONG_VALUES ->
          predicate.getLongValues().getValuesList().stream().map(this::ofNumber).toList();
      case INT_VALUE, LONG_VALUE, STRING_VALUE, TIMESTAMP_VALUE, VALUE_NOT_SET ->
          throw wrongKind("a list of values for IN");
    };
  }

  private List<FieldValue> values(Stream<String> texts) {
    return texts.map(this::ofText).toList();
  }

  private FieldValue single() {
    return switch (predicate.getValueCase()) {
      case STRING_VALUE -> ofText(predicate.getStringValue());
      case INT_VALUE -> ofNumber((long) predicate.getIntValue());
      case LONG_VALUE -> ofNumber(predicate.getLongValue());
      case TIMESTAMP_VALUE -> {
        if (field.kind() != FieldKind.TIME) {
          throw wrongKind(expected());
        }
        yield second(predicate.getTimestampValue().getSeconds());
      }
      case INT_VALUES, LONG_VALUES, STRING_VALUES, VALUE_NOT_SET ->
          throw wrongKind("one value for " + predicate.getOperation());
    };
  }

  private FieldValue ofText(String text) {
    return switch (field.kind()) {
      case TEXT -> new FieldValue.Text(bounded(text));
      case TIME -> time(text);
      case NUMBER -> number(text);
      case NAME -> name(field.nameOf(text), text);
    };
  }

  private FieldValue ofNumber(Long number) {
    return switch (field.kind()) {
      case TEXT -> throw wrongKind(expected());
      case TIME -> second(number);
      case NUMBER -> new FieldValue.Numeric(number);
      case NAME -> name(field.nameOf(number), String.valueOf(number));
    };
  }

  private String expected() {
    return (field.kind() == FieldKind.NUMBER ? "a number for " : "a string_value for ")
        + predicate.getKey();
  }

  /** A filter has whole numbers only; others come as text, as KFP's databases take them. */
  private FieldValue number(String text) {
    double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (Double.isFinite(value)) {
      return new FieldValue.Numeric(value);
    }
    throw FilterReader.refused(path, shown(text), "a finite number such as 0.5");
  }

  private FieldValue name(Optional<String> found, String given) {
    return new FieldValue.Text(
        found.orElseThrow(() ->
            FilterReader.refused(
                path,
                shown(given),
                "one of "
                    + field.names().stream()
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", ")))));
  }

  /** Seconds since the epoch, as KFP takes them, or a time as the wire writes it. */
  private FieldValue time(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return second(Long.parseLong(text));
    }
    try {
      return second(OffsetDateTime.parse(text).toEpochSecond());
    } catch (DateTimeException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "filtering by %s: %s (expected: seconds since 1970, or a time such as 2026-01-02T03:04:05Z)"
              .formatted(path, shown(text)),
          path,
          exception);
    }
  }

  private static FieldValue second(long second) {
    return new FieldValue.Second(
        Instant.ofEpochSecond(Math.clamp(second, -LAST_SECOND, LAST_SECOND)));
  }

  private String bounded(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw FilterReader.refused(path, text.length() + " characters", "at most " + MAX_TEXT_LENGTH);
    }
    return text;
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  private PipelinesException wrongKind(String expected) {
    return FilterReader.refused(
        path, predicate.getValueCase().name().toLowerCase(Locale.ROOT), expected);
  }
}
