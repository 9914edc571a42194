package io.pitwheel.recurringrun;

import io.pitwheel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps recurring runs. Every method is one transaction. Safe for many threads, and for many
 * servers on one database. Errors as in TaskStore.
 */
public interface RecurringRunStore {
  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND for the experiment or the
   *     specification; FAILED_PRECONDITION for an archived experiment
   */
  RecurringRun create(RecurringRun recurringRun);

  Optional<RecurringRun> find(String recurringRunId);

  Page<RecurringRun> list(RecurringRunQuery query);

  /**
   * Lets it fire or not; nothing when it is so already. What it missed meanwhile is due afterwards.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when it is to be
   *     enabled in an archived experiment
   */
  RecurringRun setEnabled(String recurringRunId, boolean isEnabled, Instant at);

  /**
   * Forgets it; the runs it made stay.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  void delete(String recurringRunId);

  /**
   * Enabled ones that are due and may have another run now, by their ids: whoever goes on after the
   * last of them meets each once, however many of them cannot be settled.
   *
   * @param after the id after which they begin; empty for the first
   */
  List<RecurringRun> listDue(Instant now, String after, int limit);

  /** When the first enabled one is due, also one that waits for its runs; empty for never. */
  Optional<Instant> earliestDue();

  /**
   * Writes the run of a tick (as {@code RunStore.create}) and moves the schedule on, both or
   * neither, so that a tick has one run whoever tries and whenever this process dies.
   *
   * @throws io.pitwheel.failure.PipelinesException as {@code RunStore.create}
   */
  Firing.Outcome fire(Firing.Filled filled);

  /**
   * Notes when to look at it next, where nothing is due although it was to be: its clocks are
   * others than when that was worked out.
   *
   * @return SETTLED when it was noted; OVERTAKEN
   */
  Firing.Outcome lookLater(RecurringRun recurringRun);

  /**
   * Notes that a tick made no run, and moves the schedule on.
   *
   * @return SETTLED when it was noted; OVERTAKEN
   */
  Firing.Outcome passOver(Firing.Failed failed);
}
