package io.pitwheel.substitution;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times by example, as Go writes them: a layout is how Monday, the 2nd of January 2006, 15:04:05
 * would be written (the package {@code time} of Go). Text between is kept.
 */
final class TimeLayout {
  /** In the order in which Go looks for them: what is longer or more special comes first. */
  private static final Pattern WORD =
      Pattern.compile(
          "January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|__2|_2(?!006)|002|01|02|03|04|05|06|15"
              + "|1|2|3|4|5|PM|pm|[-Z]07:00:00|[-Z]070000|[-Z]07:00|[-Z]0700|[-Z]07"
              + "|[.,](?:0{1,9}|9{1,9})(?![0-9])");

  private static final Map<String, DateTimeFormatter> WORDS =
      Map.ofEntries(
          entry("January", "MMMM"),
          entry("Jan", "MMM"),
          entry("Monday", "EEEE"),
          entry("Mon", "EEE"),
          entry("2006", "yyyy"),
          entry("06", "yy"),
          entry("01", "MM"),
          entry("1", "M"),
          entry("02", "dd"),
          entry("2", "d"),
          entry("_2", "ppd"),
          entry("002", "DDD"),
          entry("__2", "pppD"),
          entry("15", "HH"),
          entry("03", "hh"),
          entry("3", "h"),
          entry("04", "mm"),
          entry("4", "m"),
          entry("05", "ss"),
          entry("5", "s"),
          entry("PM", "a"));

  private TimeLayout() {}

  static String write(String layout, Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    return WORD.matcher(layout)
        .replaceAll(match -> Matcher.quoteReplacement(written(match.group(), time)));
  }

  private static Map.Entry<String, DateTimeFormatter> entry(String word, String pattern) {
    return Map.entry(word, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  private static String written(String word, ZonedDateTime time) {
    DateTimeFormatter formatter = WORDS.get(word);
    if (formatter != null) {
      return formatter.format(time);
    }
    return switch (word.charAt(0)) {
      case 'M' -> "UTC";
      case 'p' -> time.getHour() < 12 ? "am" : "pm";
      case 'Z' -> "Z";
      case '-' -> "+" + word.substring(1).replace('7', '0');
      default -> fraction(word, time);
    };
  }

  /** Zeros are that many digits; nines leave out zeros at the end. */
  private static String fraction(String word, ZonedDateTime time) {
    String digits = "%09d".formatted(time.getNano()).substring(0, word.length() - 1);
    if (word.charAt(1) == '0') {
      return word.charAt(0) + digits;
    }
    String significant = digits.replaceAll("0+$", "");
    return significant.isEmpty() ? "" : word.charAt(0) + significant;
  }
}
