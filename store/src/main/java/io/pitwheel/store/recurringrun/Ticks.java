package io.pitwheel.store.recurringrun;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;
import static io.pitwheel.store.schema.Tables.RUNS;

import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.Firing;
import io.pitwheel.recurringrun.Firing.Outcome;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Progress;
import io.pitwheel.run.RunState;
import io.pitwheel.store.run.FreshRuns;
import io.pitwheel.store.session.Dialect;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Settles ticks. The row is locked, and changed only when it is the one that was seen: of all who
 * saw a tick, one settles it.
 */
final class Ticks {
  private static final List<String> UNFINISHED =
      Arrays.stream(RunState.values())
          .filter(state -> !state.isTerminal())
          .map(RunState::name)
          .toList();

  private final Dialect dialect;
  private final FreshRuns freshRuns;

  Ticks(Dialect dialect, FreshRuns freshRuns) {
    this.dialect = dialect;
    this.freshRuns = freshRuns;
  }

  /** Of the row at hand: fewer of its runs are under way than it may have. */
  static Condition hasRoom() {
    return DSL.field(
            DSL.selectCount()
                .from(RUNS)
                .where(RUNS.RECURRING_RUN_ID.eq(RECURRING_RUNS.RECURRING_RUN_ID))
                .and(RUNS.STATE.in(UNFINISHED)))
        .lt(RECURRING_RUNS.MAX_CONCURRENCY);
  }

  Outcome fire(Session session, Firing.Filled filled) throws SQLException {
    Firing firing = filled.firing();
    RecurringRun recurringRun = firing.recurringRun();
    if (!isAsSeen(session, recurringRun)) {
      return Outcome.OVERTAKEN;
    }
    if (isArchived(session, recurringRun)) {
      disable(session, recurringRun);
      return Outcome.ARCHIVED;
    }
    if (!session
        .sql()
        .fetchExists(
            RECURRING_RUNS, RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRun.id()).and(hasRoom()))) {
      return Outcome.BUSY;
    }
    // False when the tick has its run already: then only the schedule lags behind.
    boolean isNew = freshRuns.write(session, filled.run());
    long fired = recurringRun.progress().firedCount() + (isNew ? 1 : 0);
    move(session, firing, fired, null, recurringRun.tickAfter(firing.tick()).orElse(null));
    return Outcome.SETTLED;
  }

  Outcome passOver(Session session, Firing.Failed failed) {
    Firing firing = failed.firing();
    RecurringRun recurringRun = firing.recurringRun();
    if (!isAsSeen(session, recurringRun)) {
      return Outcome.OVERTAKEN;
    }
    @Nullable Instant due =
        recurringRun
            .tickAfter(firing.tick())
            .map(next -> next.isAfter(failed.restsUntil()) ? next : failed.restsUntil())
            .orElse(null);
    move(session, firing, recurringRun.progress().firedCount(), failed.failure(), due);
    return Outcome.SETTLED;
  }

  Outcome lookLater(Session session, RecurringRun recurringRun) {
    if (!isAsSeen(session, recurringRun)) {
      return Outcome.OVERTAKEN;
    }
    Progress seen = recurringRun.progress();
    write(
        session,
        recurringRun,
        new Progress(
            seen.firedCount(),
            seen.lastTick(),
            recurringRun.nextTick().orElse(null),
            seen.failure(),
            seen.revision() + 1));
    return Outcome.SETTLED;
  }

  private boolean isAsSeen(Session session, RecurringRun seen) {
    Record2<Long, Boolean> row =
        dialect
            .locking(
                session
                    .sql()
                    .select(RECURRING_RUNS.REVISION, RECURRING_RUNS.IS_ENABLED)
                    .from(RECURRING_RUNS)
                    .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(seen.id())))
            .fetchOne();
    return row != null && row.value1() == seen.progress().revision() && row.value2();
  }

  /** An experiment that is gone is found out when the run is written. */
  private static boolean isArchived(Session session, RecurringRun recurringRun) {
    return session
        .sql()
        .fetchExists(
            EXPERIMENTS,
            EXPERIMENTS
                .EXPERIMENT_ID
                .eq(recurringRun.template().experimentId())
                .and(EXPERIMENTS.IS_ARCHIVED.isTrue()));
  }

  private static void disable(Session session, RecurringRun recurringRun) {
    session
        .sql()
        .update(RECURRING_RUNS)
        .set(RECURRING_RUNS.IS_ENABLED, false)
        .set(RECURRING_RUNS.REVISION, RECURRING_RUNS.REVISION.plus(1))
        .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRun.id()))
        .execute();
  }

  private static void move(
      Session session,
      Firing firing,
      long firedCount,
      @Nullable TaskFailure failure,
      @Nullable Instant due) {
    RecurringRun recurringRun = firing.recurringRun();
    write(
        session,
        recurringRun,
        new Progress(
            firedCount, firing.tick(), due, failure, recurringRun.progress().revision() + 1));
  }

  private static void write(Session session, RecurringRun recurringRun, Progress progress) {
    session
        .sql()
        .update(RECURRING_RUNS)
        .set(RecurringRunRows.progress(progress))
        .where(RECURRING_RUNS.RECURRING_RUN_ID.eq(recurringRun.id()))
        .execute();
  }
}
