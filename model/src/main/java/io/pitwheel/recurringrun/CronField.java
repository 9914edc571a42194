package io.pitwheel.recurringrun;

import io.pitwheel.failure.PipelinesException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a cron line.
 *
 * @param names stand for the values from {@code min} on; empty for none
 */
record CronField(String title, int min, int max, List<String> names) {
  static final List<CronField> IN_ORDER =
      List.of(
          new CronField("second", 0, 59, List.of()),
          new CronField("minute", 0, 59, List.of()),
          new CronField("hour", 0, 23, List.of()),
          new CronField("day of the month", 1, 31, List.of()),
          new CronField(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new CronField(
              "day of the week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private static final Pattern RANGE =
      Pattern.compile("(?:([*?])|([0-9a-zA-Z]+)(?:-([0-9a-zA-Z]+))?)(?:/([0-9]+))?");
  private static final int LONGEST_NUMBER = 9;

  /** Whether a part of the field is a star or a question mark, also one with a step. */
  static boolean isAny(String text) {
    for (String part : text.split(",", -1)) {
      if (part.startsWith("*") || part.startsWith("?")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Bit n is set for the value n.
   *
   * @param refusal the error for what was expected instead
   */
  long bits(String text, Function<String, PipelinesException> refusal) {
    long bits = 0;
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        throw refusal.apply(expectation(part));
      }
      bits |= bitsOf(matcher, part, refusal);
    }
    return bits;
  }

  private long bitsOf(Matcher matcher, String part, Function<String, PipelinesException> refusal) {
    boolean isAny = matcher.group(1) != null;
    String stepText = matcher.group(4);
    int first = isAny ? min : value(matcher.group(2));
    int last;
    if (isAny || matcher.group(3) == null) {
      // A single value with a step means "from there on".
      last = (isAny || stepText != null) ? max : first;
    } else {
      last = value(matcher.group(3));
    }
    int step = stepText == null ? 1 : number(stepText);
    if (first < min || last > max || first > last || step < 1) {
      throw refusal.apply(expectation(part));
    }
    long bits = 0;
    for (long value = first; value <= last; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  /** -1 for what is no value. */
  private int value(String text) {
    int name = names.indexOf(text.toLowerCase(Locale.ROOT));
    return name >= 0 ? min + name : number(text);
  }

  private static int number(String text) {
    return text.length() <= LONGEST_NUMBER && text.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(text)
        : -1;
  }

  private String expectation(String part) {
    String named = names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast();
    return "for the %s, instead of \"%s\": %d to %d%s, ranges, steps, * or ?"
        .formatted(title, part, min, max, named);
  }
}
