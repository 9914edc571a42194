package io.pitwheel.value;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what the parser found wrong in our words: its own name its switches, which nobody has. */
final class JsonProblem {
  static final String ONE_VALUE = "one JSON value";

  private static final String END = "Unexpected end-of-input";
  private static final String UNREADABLE = "this is no JSON";
  private static final int MAX_LENGTH = 200;
  private static final Pattern BOUND =
      Pattern.compile("(.+?) \\((\\d+)\\) exceeds the maximum allowed \\((\\d+)\\b.*");

  /** The parser's names of what is bounded, and ours. */
  private static final Map<String, String> BOUNDED =
      Map.of(
          "Document nesting depth", "the nesting is %s levels deep",
          "Number value length", "a number has %s characters",
          "Number length", "a number has %s characters",
          "Name length", "a name has %s characters",
          "String value length", "a text has %s characters",
          "Token count", "there are %s values");

  /** Where the parser begins to advise its programmer, or says where in its own buffer it was. */
  private static final Pattern ADVICE =
      Pattern.compile(": maybe |: enable |: not allowed| \\(for | \\(start marker|[\\[(]Source|`");

  private JsonProblem() {}

  static PipelinesException of(JacksonException exception) {
    String message = String.valueOf(exception.getOriginalMessage()).lines().findFirst().orElse("");
    Matcher bound = BOUND.matcher(message);
    if (exception instanceof StreamConstraintsException && bound.matches()) {
      String problem = BOUNDED.getOrDefault(bound.group(1), bound.group(1) + " is %s");
      return refused(
          problem.formatted(bound.group(2)),
          exception.getLocation(),
          "at most " + bound.group(3),
          exception);
    }
    String problem =
        message.startsWith(END) ? "the text ends in the middle of a value" : withoutAdvice(message);
    return refused(problem, exception.getLocation(), ONE_VALUE, exception);
  }

  static PipelinesException refused(
      String problem, @Nullable JsonLocation place, String expected, @Nullable Throwable cause) {
    return refused(problem, place, expected, "", cause);
  }

  /** With the place in the value, such as {@code artifacts.model}. */
  static PipelinesException refused(
      String problem,
      @Nullable JsonLocation place,
      String expected,
      String path,
      @Nullable Throwable cause) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "reading JSON: %s%s (expected: %s)".formatted(problem, at(place), expected),
        path,
        cause);
  }

  private static String at(@Nullable JsonLocation place) {
    return place == null || place.getLineNr() <= 0
        ? ""
        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }

  private static String withoutAdvice(String message) {
    Matcher advice = ADVICE.matcher(message);
    String told = advice.find() ? message.substring(0, advice.start()) : message;
    if (told.isBlank() || told.contains("Feature")) {
      return UNREADABLE;
    }
    return told.length() > MAX_LENGTH ? told.substring(0, MAX_LENGTH) + "…" : told;
  }
}
