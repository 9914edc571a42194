package io.pitwheel.substitution;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as {@code strftime} of C writes them, in UTC and English: the letters that KFP's
 * implementation knows, and {@code %s} for seconds since the epoch.
 */
final class TimeFormat {
  private static final Pattern PART = Pattern.compile("%.?|[^%]+", Pattern.DOTALL);
  private static final Map<Character, DateTimeFormatter> LETTERS =
      Map.ofEntries(
          entry('A', "EEEE"),
          entry('a', "EEE"),
          entry('B', "MMMM"),
          entry('b', "MMM"),
          entry('c', "EEE MMM ppd HH:mm:ss yyyy"),
          entry('D', "MM/dd/yy"),
          entry('d', "dd"),
          entry('e', "ppd"),
          entry('F', "yyyy-MM-dd"),
          entry('f', "SSSSSS"),
          entry('H', "HH"),
          entry('h', "MMM"),
          entry('I', "hh"),
          entry('j', "DDD"),
          entry('k', "ppH"),
          entry('L', "SSS"),
          entry('l', "pph"),
          entry('M', "mm"),
          entry('m', "MM"),
          entry('p', "a"),
          entry('R', "HH:mm"),
          entry('r', "hh:mm:ss a"),
          entry('S', "ss"),
          entry('T', "HH:mm:ss"),
          entry('v', "ppd-MMM-yyyy"),
          entry('X', "HH:mm:ss"),
          entry('x', "MM/dd/yy"),
          entry('Y', "yyyy"),
          entry('y', "yy"));

  private TimeFormat() {}

  /** Empty when a letter is not known. */
  static Optional<String> write(String format, Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    var text = new StringBuilder();
    Matcher parts = PART.matcher(format);
    while (parts.find()) {
      String part = parts.group();
      if (part.charAt(0) != '%') {
        text.append(part);
        continue;
      }
      Optional<String> written =
          part.length() == 2 ? written(part.charAt(1), time) : Optional.empty();
      if (written.isEmpty()) {
        return Optional.empty();
      }
      text.append(written.get());
    }
    return Optional.of(text.toString());
  }

  private static Map.Entry<Character, DateTimeFormatter> entry(char letter, String pattern) {
    return Map.entry(letter, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  private static Optional<String> written(char letter, ZonedDateTime time) {
    DateTimeFormatter formatter = LETTERS.get(letter);
    if (formatter != null) {
      return Optional.of(formatter.format(time));
    }
    return switch (letter) {
      case '%' -> Optional.of("%");
      case 'n' -> Optional.of("\n");
      case 't' -> Optional.of("\t");
      case 's' -> Optional.of(String.valueOf(time.toEpochSecond()));
      case 'C' -> Optional.of("%02d".formatted(time.getYear() / 100));
      case 'Z' -> Optional.of("UTC");
      case 'z' -> Optional.of("+0000");
      case 'u' -> Optional.of(String.valueOf(time.getDayOfWeek().getValue()));
      case 'w' -> Optional.of(String.valueOf(time.getDayOfWeek().getValue() % 7));
      case 'U' -> Optional.of(week(time, time.getDayOfWeek().getValue() % 7));
      case 'W' -> Optional.of(week(time, time.getDayOfWeek().getValue() - 1));
      case 'V' -> Optional.of("%02d".formatted(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
      default -> Optional.empty();
    };
  }

  /** Days before the first of its weekday belong to week 0. */
  private static String week(ZonedDateTime time, int daysSinceFirst) {
    return "%02d".formatted((time.getDayOfYear() + 6 - daysSinceFirst) / 7);
  }
}
