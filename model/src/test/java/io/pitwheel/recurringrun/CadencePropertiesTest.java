package io.pitwheel.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Cron lines that are made of sets, so that what they mean is known without reading them. */
class CadencePropertiesTest {
  private static final int SECONDS_LOOKED_AT = 100_000;

  /** What one field may be; {@code isAny} for a star. */
  record Field(boolean isAny, Set<Integer> values) {
    String text() {
      return isAny ? "*" : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    boolean has(int value) {
      return isAny || values.contains(value);
    }
  }

  /** The six fields in their order. */
  record Line(List<Field> fields) {
    String text() {
      return fields.stream().map(Field::text).collect(Collectors.joining(" "));
    }

    boolean matches(Instant instant) {
      LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      Field days = fields.get(3);
      Field weekdays = fields.get(5);
      boolean isDay = days.has(time.getDayOfMonth());
      boolean isWeekday = weekdays.has(time.getDayOfWeek().getValue() % 7);
      boolean isOneEnough = !days.isAny() && !weekdays.isAny();
      boolean isDate = isOneEnough ? (isDay || isWeekday) : (isDay && isWeekday);
      return isDate
          && fields.get(0).has(time.getSecond())
          && fields.get(1).has(time.getMinute())
          && fields.get(2).has(time.getHour())
          && fields.get(4).has(time.getMonthValue());
    }
  }

  @Property
  void theNextTimeIsLaterAndMatchesAndNoneLiesBetween(
      @ForAll("lines") Line line, @ForAll("instants") Instant previous) {
    var next = CronReader.read(line.text(), "cron").nextAfter(previous);

    Instant end = next.orElse(previous.plusSeconds(SECONDS_LOOKED_AT));
    next.ifPresent(found -> {
      assertThat(found).isAfter(previous);
      assertThat(line.matches(found)).isTrue();
    });
    Instant between = previous.plusSeconds(1);
    for (int i = 0; i < SECONDS_LOOKED_AT && between.isBefore(end); i++) {
      assertThat(line.matches(between)).isFalse();
      between = between.plusSeconds(1);
    }
  }

  @Property
  void aDayThatComesIsFound(@ForAll("lines") Line line, @ForAll("instants") Instant previous) {
    boolean comes =
        line.fields().get(3).isAny()
            || !line.fields().get(5).isAny()
            || line.fields().get(3).values().stream().anyMatch(day -> day <= 28);

    assertThat(!comes || CronReader.read(line.text(), "cron").nextAfter(previous).isPresent())
        .isTrue();
  }

  @Property
  void theLatestOfABacklogIsFoundAsByCounting(
      @ForAll("cadences") Cadence cadence,
      @ForAll("instants") Instant previous,
      @ForAll("backlogs") int backlog) {
    var ticks = new ArrayList<Instant>();
    Instant last = previous;
    for (int i = 0; i <= backlog; i++) {
      var next = cadence.nextAfter(last);
      if (next.isPresent()) {
        last = next.get();
        ticks.add(last);
      }
    }
    if (ticks.size() < 2) {
      return;
    }
    Instant expected = ticks.get(ticks.size() - 2);

    assertThat(cadence.latestUpTo(ticks.getFirst(), ticks.getLast().minusMillis(1)))
        .isEqualTo(expected);
    assertThat(cadence.latestUpTo(ticks.getFirst(), expected)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Line> lines() {
    return Combinators.combine(
            field(0, 59), field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
        .as((second, minute, hour, day, month, weekday) ->
            new Line(List.of(second, minute, hour, day, month, weekday)));
  }

  @Provide
  Arbitrary<Cadence> cadences() {
    Arbitrary<Cadence> calendar = lines().map(line -> CronReader.read(line.text(), "cron"));
    Arbitrary<Cadence> interval =
        Arbitraries.integers()
            .between(1, 1_000_000)
            .map(seconds -> CronReader.read("@every " + seconds + "s", "cron"));
    return Arbitraries.oneOf(calendar, interval);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
  }

  @Provide
  Arbitrary<Integer> backlogs() {
    return Arbitraries.integers().between(1, 40);
  }

  private static Arbitrary<Field> field(int min, int max) {
    Arbitrary<Field> any = Arbitraries.just(new Field(true, Set.of()));
    Arbitrary<Field> some =
        Arbitraries.integers()
            .between(min, max)
            .set()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(values -> new Field(false, new TreeSet<>(values)));
    return Arbitraries.oneOf(any, some);
  }
}
