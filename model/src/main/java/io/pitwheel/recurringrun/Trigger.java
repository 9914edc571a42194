package io.pitwheel.recurringrun;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a recurring run fire. */
public sealed interface Trigger {
  /**
   * The bounds that a user gave, as given. Clients that have no wish send the epoch or a time
   * before it.
   */
  record Window(@Nullable Instant start, @Nullable Instant end) {
    public static final Window ALWAYS = new Window(null, null);

    /** Nothing fires before. */
    public Optional<Instant> opensAt() {
      return Optional.ofNullable(start).filter(instant -> instant.isAfter(Instant.EPOCH));
    }

    /** Nothing fires after; a time just then does. */
    public Optional<Instant> closesAt() {
      return Optional.ofNullable(end).filter(instant -> instant.isAfter(Instant.EPOCH));
    }
  }

  /**
   * A cron line.
   *
   * @param line what {@link CronReader} accepts
   * @param zone whose clocks it is about
   */
  record Cron(String line, Window window, ZoneId zone) implements Trigger {
    public Cron {
      CronReader.read(line, "cron");
    }

    /** About the clocks of UTC. */
    public Cron(String line, Window window) {
      this(line, window, ZoneOffset.UTC);
    }

    Cadence cadence() {
      return CronReader.read(line, "cron", zone);
    }
  }

  /**
   * Equal distances.
   *
   * @param interval as {@link IntervalCadence} has it
   */
  record Periodic(Duration interval, Window window) implements Trigger {
    public Periodic {
      new IntervalCadence(interval);
    }

    Cadence cadence() {
      return new IntervalCadence(interval);
    }
  }

  /** Fires once, when it is made: KFP's meaning of no trigger. */
  record Once() implements Trigger {}

  /** The same by the clocks of a zone, where clocks matter. */
  default Trigger in(ZoneId zone) {
    return this instanceof Cron(String line, Window window, ZoneId _)
        ? new Cron(line, window, zone)
        : this;
  }

  /** When it may fire. */
  default Window bounds() {
    return switch (this) {
      case Cron cron -> cron.window();
      case Periodic periodic -> periodic.window();
      case Once _ -> Window.ALWAYS;
    };
  }
}
