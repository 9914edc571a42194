package io.pitwheel.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant MADE = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void countsFromWhenItWasMade() {
    assertThat(schedule(periodic(60, null, null)).next(null))
        .contains(Instant.parse("2026-01-02T03:05:05Z"));
    assertThat(schedule(cron("0 0 2 * * *", null, null)).next(null))
        .contains(Instant.parse("2026-01-03T02:00:00Z"));
    assertThat(schedule(cron("@every 1m", null, null)).next(null))
        .contains(Instant.parse("2026-01-02T03:05:05Z"));
  }

  @Test
  void startsAtTheStartOrAtTheFirstMatchAfterIt() {
    assertThat(schedule(periodic(60, NOON, null)).next(null)).contains(NOON);
    assertThat(schedule(periodic(60, NOON, null)).next(NOON)).contains(NOON.plusSeconds(60));
    assertThat(schedule(cron("0 0 * * * *", NOON, null)).next(null))
        .contains(NOON.plusSeconds(3600));
  }

  @Test
  void catchesUpFromAStartInThePast() {
    Instant past = MADE.minusSeconds(7200);

    assertThat(schedule(periodic(3600, past, null)).due(null, true, MADE))
        .contains(Instant.parse("2026-01-02T01:04:05Z"));
    assertThat(schedule(cron("@hourly", past, null)).due(null, true, MADE))
        .contains(Instant.parse("2026-01-02T02:00:00Z"));
  }

  @Test
  void endsWithItsEndWhichIsATickItself() {
    Schedule schedule = schedule(periodic(60, NOON, NOON.plusSeconds(60)));

    assertThat(schedule.next(NOON)).contains(NOON.plusSeconds(60));
    assertThat(schedule.next(NOON.plusSeconds(60))).isEmpty();
    assertThat(schedule(cron("@hourly", null, NOON)).due(null, false, NOON.plusSeconds(86_400)))
        .contains(NOON);
    assertThat(schedule(periodic(60, null, NOON)).due(null, false, NOON.plusSeconds(86_400)))
        .contains(Instant.parse("2026-01-02T11:59:05Z"));
  }

  @Test
  void takesBoundsUpToTheEpochForNone() {
    Instant never = Instant.parse("0001-01-01T00:00:00Z");

    assertThat(schedule(periodic(60, never, Instant.EPOCH)).next(null))
        .isEqualTo(schedule(periodic(60, null, null)).next(null));
  }

  @Test
  void firesOnceWithoutATrigger() {
    Schedule schedule = schedule(new Once());

    Optional<Instant> tick = schedule.due(null, false, MADE);

    assertThat(tick).contains(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(schedule.next(tick.orElseThrow())).isEmpty();
  }

  @Test
  void settlesOnlyTheLastOfABacklogWhenItDoesNotCatchUp() {
    Schedule schedule = schedule(periodic(60, NOON, null));

    assertThat(schedule.due(NOON, false, NOON.plusSeconds(59))).isEmpty();
    assertThat(schedule.due(NOON, false, NOON.plusSeconds(3630))).contains(NOON.plusSeconds(3600));
  }

  @Property
  void neitherSkipsNorDoublesATickHoweverTheClockMoves(
      @ForAll("triggers") Trigger trigger, @ForAll("looks") List<Integer> steps) {
    Schedule schedule = schedule(trigger);
    Settled settled = settle(schedule, true, steps);

    assertThat(settled.ticks()).isEqualTo(ticksUpTo(schedule, settled.latestLook()));
  }

  @Property
  void withoutCatchingUpSettlesTheLatestAtEachLookAndNoneTwice(
      @ForAll("triggers") Trigger trigger, @ForAll("looks") List<Integer> steps) {
    Schedule schedule = schedule(trigger);
    Settled settled = settle(schedule, false, steps);

    List<Instant> all = ticksUpTo(schedule, settled.latestLook());
    assertThat(settled.ticks()).isSorted().doesNotHaveDuplicates();
    assertThat(all).containsAll(settled.ticks());
    assertThat(settled.ticks().isEmpty()).isEqualTo(all.isEmpty());
    assertThat(all.isEmpty() || settled.ticks().getLast().equals(all.getLast())).isTrue();
  }

  private record Settled(List<Instant> ticks, Instant latestLook) {}

  /** Looks at times that go on, stand still and go back, and settles all that is due each time. */
  private static Settled settle(Schedule schedule, boolean catchesUp, List<Integer> steps) {
    var ticks = new ArrayList<Instant>();
    Instant now = MADE;
    Instant latest = Instant.EPOCH;
    for (int step : steps) {
      now = now.plusSeconds(step);
      latest = now.isAfter(latest) ? now : latest;
      for (Optional<Instant> due = schedule.due(last(ticks), catchesUp, now);
          due.isPresent();
          due = schedule.due(last(ticks), catchesUp, now)) {
        ticks.add(due.get());
      }
    }
    return new Settled(ticks, latest);
  }

  private static List<Instant> ticksUpTo(Schedule schedule, Instant limit) {
    var ticks = new ArrayList<Instant>();
    for (Optional<Instant> next = schedule.next(null);
        next.isPresent() && !next.get().isAfter(limit);
        next = schedule.next(next.get())) {
      ticks.add(next.get());
    }
    return ticks;
  }

  private static @Nullable Instant last(List<Instant> ticks) {
    return ticks.isEmpty() ? null : ticks.getLast();
  }

  @Provide
  Arbitrary<Trigger> triggers() {
    Arbitrary<@Nullable Instant> bound =
        Arbitraries.integers()
            .between(-5_000, 20_000)
            .map(second -> MADE.plusSeconds(second))
            .injectNull(0.5);
    Arbitrary<Window> windows = bound.flatMap(start -> bound.map(end -> new Window(start, end)));
    Arbitrary<Trigger> periodic =
        Arbitraries.integers()
            .between(30, 10_000)
            .flatMap(seconds ->
                windows.map(window -> new Periodic(Duration.ofSeconds(seconds), window)));
    Arbitrary<Trigger> cron =
        Arbitraries.of("@hourly", "0 */7 * * * *", "30 0 4,5 * * ?", "@every 61s", "0 59 * * * fri")
            .flatMap(line -> windows.map(window -> new Cron(line, window)));
    return Arbitraries.oneOf(periodic, cron, Arbitraries.just(new Once()));
  }

  @Provide
  Arbitrary<List<Integer>> looks() {
    return Arbitraries.integers().between(-10_000, 15_000).list().ofMinSize(1).ofMaxSize(30);
  }

  private static Schedule schedule(Trigger trigger) {
    return new Schedule(trigger, MADE);
  }

  private static Trigger periodic(int seconds, @Nullable Instant start, @Nullable Instant end) {
    return new Periodic(Duration.ofSeconds(seconds), new Window(start, end));
  }

  private static Trigger cron(String line, @Nullable Instant start, @Nullable Instant end) {
    return new Cron(line, new Window(start, end));
  }
}
