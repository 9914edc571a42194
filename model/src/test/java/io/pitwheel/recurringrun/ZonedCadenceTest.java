package io.pitwheel.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cron lines by the clocks of zones, over the changes of those clocks. */
class ZonedCadenceTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Europe/Berlin       | 0 0 9 * * *    | 2026-01-02T08:00:00Z | 2026-01-03T08:00:00Z
          Europe/Berlin       | 0 0 9 * * *    | 2026-07-02T06:59:59Z | 2026-07-02T07:00:00Z
          Europe/Berlin       | 0 0 0 1 * *    | 2026-05-02T00:00:00Z | 2026-05-31T22:00:00Z
          Asia/Kolkata        | 0 0 9 * * mon  | 2026-01-02T00:00:00Z | 2026-01-05T03:30:00Z
          # 02:00 becomes 03:00 on the 29th of March: what is left out fires then, once.
          Europe/Berlin       | 0 30 2 * * *   | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          Europe/Berlin       | 0 30 2 * * *   | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
          Europe/Berlin       | 0 */10 2 * * * | 2026-03-29T00:59:59Z | 2026-03-29T01:00:00Z
          Europe/Berlin       | 0 */10 2 * * * | 2026-03-29T01:00:00Z | 2026-03-30T00:00:00Z
          Europe/Berlin       | 0 0 2,3 * * *  | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          Europe/Berlin       | 0 0 2,3 * * *  | 2026-03-29T01:00:00Z | 2026-03-30T00:00:00Z
          Europe/Berlin       | 0 0 4 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T02:00:00Z
          # 03:00 becomes 02:00 on the 25th of October: what comes twice fires at the first time.
          Europe/Berlin       | 0 30 2 * * *   | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
          Europe/Berlin       | 0 30 2 * * *   | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
          Europe/Berlin       | 0 30 2 * * *   | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
          Europe/Berlin       | 0 0 3 * * *    | 2026-10-25T00:30:00Z | 2026-10-25T02:00:00Z
          # What fires in every hour goes on by the time that passes.
          Europe/Berlin       | 0 0 * * * *    | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z
          Europe/Berlin       | 0 30 * * * *   | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
          Europe/Berlin       | 0 30 * * * *   | 2026-10-25T01:30:00Z | 2026-10-25T02:30:00Z
          # Clocks of Lord Howe are changed by half an hour, those of Samoa left out a whole day.
          Australia/Lord_Howe | 0 15 2 * * *   | 2026-10-03T15:29:00Z | 2026-10-03T15:30:00Z
          Pacific/Apia        | 0 0 12 30 12 * | 2011-12-01T00:00:00Z | 2011-12-30T10:00:00Z
          UTC                 | 0 30 2 * * *   | 2026-03-28T12:00:00Z | 2026-03-29T02:30:00Z
          """)
  void firesByTheClocksOfTheZone(String zone, String line, Instant previous, Instant next) {
    assertThat(CronReader.read(line, "cron", ZoneId.of(zone)).nextAfter(previous)).contains(next);
  }

  @Test
  void findsNoDayThatNeverComes() {
    assertThat(CronReader.read("0 0 0 30 2 ?", "cron", BERLIN).nextAfter(Instant.EPOCH)).isEmpty();
    assertThat(
            CronReader.read("@yearly", "cron", BERLIN)
                .nextAfter(Instant.parse("9999-01-01T00:00:00Z")))
        .isEmpty();
  }

  @Property(tries = 200)
  void firesEachDayOnceWhateverTheClocksDo(
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @IntRange(max = 59) int minute,
      @ForAll @IntRange(min = 1, max = 3_600) int day) {
    Cadence cadence = CronReader.read("0 %d %d * * *".formatted(minute, hour), "cron", BERLIN);
    LocalDate first = LocalDate.of(2020, 1, 1).plusDays(day);
    Instant tick = first.atStartOfDay(BERLIN).toInstant().minusSeconds(1);
    List<LocalDate> days = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tick = cadence.nextAfter(tick).orElseThrow();
      ZonedDateTime shown = tick.atZone(BERLIN);
      days.add(shown.toLocalDate());
      assertThat(shown.toLocalTime()).isIn(LocalTime.of(hour, minute), LocalTime.of(3, 0));
    }

    assertThat(days).isEqualTo(first.datesUntil(first.plusDays(200)).toList());
    assertThat(cadence.latestUpTo(cadence.nextAfter(tick).orElseThrow(), tick.plusSeconds(864_000)))
        .isAfter(tick);
  }

  @Test
  void changesNothingWhereNoClockIsLookedAt() {
    var cron = new Cron("0 0 2 * * *", Window.ALWAYS);

    assertThat(cron.in(BERLIN)).isEqualTo(new Cron("0 0 2 * * *", Window.ALWAYS, BERLIN));
    assertThat(new Once().in(BERLIN)).isEqualTo(new Once());
    assertThat(CronReader.read("@every 1h", "cron", BERLIN))
        .isEqualTo(CronReader.read("@every 1h", "cron"));
  }
}
