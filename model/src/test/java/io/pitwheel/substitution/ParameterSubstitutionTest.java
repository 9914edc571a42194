package io.pitwheel.substitution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected: what Go's package time and the C library write. */
class ParameterSubstitutionTest {
  private static final RunMoment TICK =
      new RunMoment(
          "run-id",
          Instant.parse("2026-11-05T17:08:09.012300Z"),
          Instant.parse("2026-01-02T03:04:05Z"),
          7L);
  private static final RunMoment UNSCHEDULED =
      new RunMoment("run-id", Instant.parse("2026-11-05T17:08:09Z"), null, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[RunUUID]] | run-id",
        "[[Index]] | 7",
        "[[ScheduledTime]] | 20260102030405",
        "[[CurrentTime]] | 20261105170809",
        "a-[[Index]]-[[Index]]-b | a-7-7-b",
        "[[ScheduledTime.2006-01-02]] | 2026-01-02",
        "[[ScheduledTime.2006-01-02T15:04:05Z07:00]] | 2026-01-02T03:04:05Z",
        "[[ScheduledTime.Mon Jan _2 15:04:05 MST 2006]] | Fri Jan  2 03:04:05 UTC 2026",
        "[[ScheduledTime.Monday, January 2, 3:4:5 PM]] | Friday, January 2, 3:4:5 AM",
        "[[CurrentTime.3:04pm on 1/2/06, day 002 and __2]] | 5:08pm on 11/5/26, day 309 and 309",
        "[[CurrentTime.05.000 05.999 05,000000 -0700 -07:00]] | 09.012 09.012 09,012300 +0000"
            + " +00:00",
        "[[ScheduledTime.05.999]] | 05",
        "[[ScheduledTime.Month]] | Month",
        "{{$.scheduledTime.strftime('%Y-%m-%dT%H:%M:%SZ')}} | 2026-01-02T03:04:05Z",
        "{{$.scheduledTime.strftime(\"%F %T\")}} | 2026-01-02 03:04:05",
        "{{$.scheduledTime.strftime('%s')}} | 1767323045",
        "{{$.currentTime.strftime('%a %A %b %B %e %I %p %j %y %C %%')}} | Thu Thursday Nov November"
            + "  5 05 PM 309 26 20 %",
        "{{$.currentTime.strftime('%D %R %r %x %X %v %k %l')}} | 11/05/26 17:08 05:08:09 PM"
            + " 11/05/26 17:08:09  5-Nov-2026 17  5",
        "{{$.currentTime.strftime('%u %w %U %W %V %Z %z %f %L')}} | 4 4 44 44 45 UTC +0000 012300"
            + " 012",
        "{{$.currentTime.strftime('%c %h')}} | Thu Nov  5 17:08:09 2026 Nov",
        "[[Unknown]] [[index]] [Index] | [[Unknown]] [[index]] [Index]",
        "[[Index.2006]] [[RunUUID.x]] | [[Index.2006]] [[RunUUID.x]]",
        "{{$.scheduledTime.strftime('%Q')}} | {{$.scheduledTime.strftime('%Q')}}",
        "{{$.scheduledTime.strftime('%')}} | {{$.scheduledTime.strftime('%')}}",
        "{{$.otherTime.strftime('%Y')}} | {{$.otherTime.strftime('%Y')}}",
        "{{$.scheduledTime}} | {{$.scheduledTime}}",
      })
  void replacesWhatIsKnown(String text, String replaced) {
    assertThat(apply(text, TICK)).isEqualTo(replaced);
  }

  @Test
  void leavesWhatARunWithoutAScheduleHasNot() {
    assertThat(apply("[[ScheduledTime]] [[Index]] [[CurrentTime]] [[RunUUID]]", UNSCHEDULED))
        .isEqualTo("[[ScheduledTime]] [[Index]] 20261105170809 run-id");
    assertThat(apply("{{$.scheduledTime.strftime('%Y')}}", UNSCHEDULED))
        .isEqualTo("{{$.scheduledTime.strftime('%Y')}}");
  }

  @Test
  void looksAtTextsOnlyAndNotAtWhatItPutIn() {
    var list = JsonValue.listOf(List.of(JsonValue.of("[[Index]]")));
    var moment = new RunMoment("[[Index]]$1", Instant.EPOCH, null, 3L);

    assertThat(
            ParameterSubstitution.apply(
                Map.of("list", list, "number", JsonValue.of(1), "id", JsonValue.of("[[RunUUID]]")),
                moment))
        .containsExactly(
            Map.entry("id", JsonValue.of("[[Index]]$1")),
            Map.entry("list", list),
            Map.entry("number", JsonValue.of(1)));
  }

  @Property
  void takesAnyTextAndKeepsOneWithoutBrackets(@ForAll String text) {
    assertThat(apply("[[ScheduledTime." + text + "]]", TICK)).isNotNull();
    assertThat(apply("{{$.currentTime.strftime('" + text + "')}}", TICK)).isNotNull();
    assertThat(text.contains("[") || text.contains("{") || apply(text, TICK).equals(text)).isTrue();
  }

  private static String apply(String text, RunMoment moment) {
    return ((JsonValue.JsonText)
            ParameterSubstitution.apply(Map.of("text", JsonValue.of(text)), moment)
                .getOrDefault("text", JsonValue.ofNull()))
        .value();
  }
}
