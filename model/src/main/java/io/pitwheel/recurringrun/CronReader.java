package io.pitwheel.recurringrun;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.recurringrun.CalendarCadence.DateFields;
import io.pitwheel.recurringrun.CalendarCadence.TimeFields;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads cron lines as KFP does: second, minute, hour, day of the month, month, day of the week,
 * where the last one may be left out; or {@code @hourly} and its like, or {@code @every 1h30m}.
 * There are lists, ranges, steps, names of months and days, {@code *} and {@code ?}. The rules are
 * those of the first version of robfig/cron.
 */
public final class CronReader {
  private static final int MAX_LENGTH = 255;
  private static final String EVERY = "@every";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 0 1 1 *",
          "@annually", "0 0 0 1 1 *",
          "@monthly", "0 0 0 1 * *",
          "@weekly", "0 0 0 * * 0",
          "@daily", "0 0 0 * * *",
          "@midnight", "0 0 0 * * *",
          "@hourly", "0 0 * * * *");

  private CronReader() {}

  /**
   * Times of the calendar of UTC.
   *
   * @param path where the line stands in the request, for the message
   * @throws PipelinesException INVALID_ARGUMENT with the field, its text and what was expected
   */
  public static Cadence read(String line, String path) {
    if (line.length() > MAX_LENGTH) {
      throw refused(path, line.substring(0, MAX_LENGTH) + "…", "at most 255 characters");
    }
    String[] words = BLANKS.split(line.strip());
    if (words[0].equals(EVERY) && words.length == 2) {
      Duration interval =
          EveryDuration.parse(words[1])
              .orElseThrow(() ->
                  refused(path, line, EVERY + " with a duration of 1s to 876000h, such as 1h30m"));
      return new IntervalCadence(interval);
    }
    if (words[0].startsWith("@")) {
      String meaning = DESCRIPTORS.get(line.strip());
      if (meaning == null) {
        throw refused(path, line, "@every DURATION, @hourly, @daily, @weekly, @monthly or @yearly");
      }
      return fields(BLANKS.split(meaning), line, path);
    }
    return fields(words, line, path);
  }

  /** As {@link #read(String, String)}, of the calendar of a zone; distances have none. */
  static Cadence read(String line, String path, ZoneId zone) {
    Cadence cadence = read(line, path);
    return cadence instanceof CalendarCadence calendar && !zone.normalized().equals(ZoneOffset.UTC)
        ? new ZonedCadence(calendar, zone)
        : cadence;
  }

  private static Cadence fields(String[] words, String line, String path) {
    if (words.length != 5 && words.length != 6) {
      throw refused(
          path,
          line,
          "six fields: second minute hour day-of-month month day-of-week, such as 0 0 2 * * *");
    }
    List<CronField> kinds = CronField.IN_ORDER;
    long[] bits = new long[kinds.size()];
    boolean[] isAny = new boolean[kinds.size()];
    for (int i = 0; i < kinds.size(); i++) {
      String word = i < words.length ? words[i] : "*";
      bits[i] = kinds.get(i).bits(word, refusal -> refused(path, line, refusal));
      isAny[i] = CronField.isAny(word);
    }
    return new CalendarCadence(
        new TimeFields(bits[0], bits[1], bits[2]),
        new DateFields(bits[3], bits[4], bits[5], isAny[3], isAny[5]));
  }

  private static PipelinesException refused(String path, String line, String expected) {
    return PipelinesException.invalid(
        path, "reading %s: \"%s\" (expected: %s)".formatted(path, line, expected));
  }
}
