package io.pitwheel.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected: what the first version of robfig/cron does, which KFP's controller uses. */
class CronReaderTest {
  private static final String PATH = "recurring_run.trigger.cron_schedule.cron";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 2 * * *           | 2026-01-01T02:00:00Z | 2026-01-02T02:00:00Z",
        "0 0/15 * * * *        | 2026-07-09T14:45:00Z | 2026-07-09T15:00:00Z",
        "0 0/15 * * * ?        | 2026-07-09T14:59:59Z | 2026-07-09T15:00:00Z",
        "20/15 * * * * *       | 2026-07-09T23:35:51Z | 2026-07-09T23:36:20Z",
        "5-10/2 * * * * *      | 2026-07-09T23:35:07Z | 2026-07-09T23:35:09Z",
        "0 20-35/15 * * * *    | 2026-07-09T23:46:00Z | 2026-07-10T00:20:00Z",
        "15/35 20/35 1/2 * * * | 2026-07-09T23:35:51Z | 2026-07-09T23:55:15Z",
        "15/35 20/35 10/12 * * * | 2026-07-09T23:35:51Z | 2026-07-10T10:20:15Z",
        "0 0 0 29 Feb ?        | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
        "0 0 0 29 FEB SUN      | 2026-03-01T00:00:00Z | 2027-02-07T00:00:00Z",
        "0 0 0 9 Apr-Oct ?     | 2026-10-09T00:00:00Z | 2027-04-09T00:00:00Z",
        "0 0 0 1,15 * mon      | 2026-07-02T00:00:00Z | 2026-07-06T00:00:00Z",
        "0 0 0 */10 * mon      | 2026-07-02T00:00:00Z | 2026-08-31T00:00:00Z",
        "0 0 0 * * 1-5         | 2026-07-03T00:00:00Z | 2026-07-06T00:00:00Z",
        "0 30 4 * *            | 2026-01-01T00:00:00Z | 2026-01-01T04:30:00Z",
        "  0   0\t2 * * *      | 2026-01-01T00:00:00Z | 2026-01-01T02:00:00Z",
        "* * * * * *           | 2026-12-31T23:59:59Z | 2027-01-01T00:00:00Z",
        "@yearly               | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z",
        "@annually             | 2026-06-01T00:00:00Z | 2027-01-01T00:00:00Z",
        "@monthly              | 2026-01-01T00:00:00Z | 2026-02-01T00:00:00Z",
        "@weekly               | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z",
        "@daily                | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z",
        "@midnight             | 2026-01-01T10:00:00Z | 2026-01-02T00:00:00Z",
        "@hourly               | 2026-01-01T10:00:00Z | 2026-01-01T11:00:00Z",
        "@every 1h30m          | 2026-01-01T10:00:01Z | 2026-01-01T11:30:01Z",
        "@every 1.5h           | 2026-01-01T10:00:00Z | 2026-01-01T11:30:00Z",
        "@every 1500ms         | 2026-01-01T10:00:00Z | 2026-01-01T10:00:01Z",
      })
  void findsTheNextTimeAsKfpDoes(String line, Instant previous, Instant next) {
    assertThat(CronReader.read(line, PATH).nextAfter(previous)).contains(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "* * * *",
        "* * * * * * *",
        "60 * * * * *",
        "* 60 * * * *",
        "* * 24 * * *",
        "* * * 0 * *",
        "* * * 32 * *",
        "* * * * 13 *",
        "* * * * * 7",
        "* * * * * mond",
        "* * * * foo *",
        "-1 * * * * *",
        "5-1 * * * * *",
        "1-2-3 * * * * *",
        "*/0 * * * * *",
        "1/2/3 * * * * *",
        "1,,2 * * * * *",
        "99999999999999999999 * * * * *",
        "TZ=UTC 0 0 2 * * *",
        "@never",
        "@every",
        "@every 0s",
        "@every 999ms",
        "@every -1h",
        "@every 1",
        "@every 1h 2m",
        "@every 1d",
        "@every 999999999999h",
        "@daily @daily",
      })
  void refusesWhatIsNoCronLine(String line) {
    assertThatThrownBy(() -> CronReader.read(line, PATH))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> {
              assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(exception.path()).isEqualTo(PATH);
            })
        .hasMessageContaining("\"" + line + "\" (expected: ");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    assertThatThrownBy(() -> CronReader.read("0 0 25 * * *", PATH))
        .hasMessageContaining("for the hour, instead of \"25\": 0 to 23, ranges, steps, * or ?");
    assertThatThrownBy(() -> CronReader.read("0 0 2 * * mo", PATH))
        .hasMessageContaining("for the day of the week, instead of \"mo\": 0 to 6 or sun to sat");
    assertThatThrownBy(() -> CronReader.read("*".repeat(300), PATH))
        .hasMessageContaining("at most 255 characters");
  }

  @Test
  void findsNoTimeOfADayThatNeverComes() {
    assertThat(CronReader.read("0 0 0 30 2 ?", PATH).nextAfter(Instant.EPOCH)).isEmpty();
    assertThat(CronReader.read("@yearly", PATH).nextAfter(Instant.parse("9999-01-01T00:00:00Z")))
        .isEmpty();
    assertThat(
            CronReader.read("@every 800000h", PATH)
                .nextAfter(Instant.parse("9999-01-01T00:00:00Z")))
        .isEmpty();
  }
}
