package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_DELETIONS;

import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore.Deletion;
import io.pitwheel.store.experiment.ExperimentRows;
import io.pitwheel.store.session.Session;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * How runs go. One that has ended goes at once; one that has not is hidden, and goes when the
 * engine has stopped it. Its tasks go first, so many at a time; what else hangs on a row of a run
 * goes with it by the foreign keys.
 */
final class RunDeletions {
  private static final List<String> ENDED =
      Arrays.stream(RunState.values()).filter(RunState::isTerminal).map(RunState::name).toList();

  private RunDeletions() {}

  /** A query for those that are hidden. */
  static Select<Record1<String>> runIds() {
    return DSL.select(RUN_DELETIONS.RUN_ID).from(RUN_DELETIONS);
  }

  /** Those of the runs that are hidden. */
  static Set<String> among(Session session, Collection<String> runIds) {
    return session
        .sql()
        .select(RUN_DELETIONS.RUN_ID)
        .from(RUN_DELETIONS)
        .where(RUN_DELETIONS.RUN_ID.in(runIds))
        .fetchSet(RUN_DELETIONS.RUN_ID);
  }

  static boolean isHidden(Session session, String runId) {
    return session.sql().fetchExists(RUN_DELETIONS, RUN_DELETIONS.RUN_ID.eq(runId));
  }

  static List<String> all(Session session) {
    return session
        .sql()
        .select(RUN_DELETIONS.RUN_ID)
        .from(RUN_DELETIONS)
        .orderBy(RUN_DELETIONS.ASKED_AT, RUN_DELETIONS.RUN_ID)
        .fetch(RUN_DELETIONS.RUN_ID);
  }

  /** Those that are hidden and have ended. */
  static List<String> due(Session session, int limit) {
    return session
        .sql()
        .select(RUN_DELETIONS.RUN_ID)
        .from(RUN_DELETIONS)
        .join(RUNS)
        .on(RUNS.RUN_ID.eq(RUN_DELETIONS.RUN_ID))
        .where(RUNS.STATE.in(ENDED))
        .orderBy(RUN_DELETIONS.ASKED_AT, RUN_DELETIONS.RUN_ID)
        .limit(limit)
        .fetch(RUN_DELETIONS.RUN_ID);
  }

  /** Takes a run out of every list and count. */
  static void hide(Session session, String runId, Instant at) {
    session
        .sql()
        .insertInto(RUN_DELETIONS)
        .set(RUN_DELETIONS.RUN_ID, runId)
        .set(RUN_DELETIONS.ASKED_AT, at.toEpochMilli())
        .execute();
    ExperimentRows.forgetRun(session, experimentOf(session, runId));
  }

  /** Removes an ended run that is in lists and counts; one of many tasks is hidden first. */
  static Deletion remove(Session session, String runId, Instant at) {
    if (!TaskRemoval.removeSome(session, runId)) {
      hide(session, runId, at);
      return Deletion.REMOVING;
    }
    ExperimentRows.forgetRun(session, experimentOf(session, runId));
    return removeEmptied(session, runId);
  }

  /** Removes an ended run that is in no list any more, or as much of it as may go at once. */
  static Deletion removeHidden(Session session, String runId) {
    return TaskRemoval.removeSome(session, runId)
        ? removeEmptied(session, runId)
        : Deletion.REMOVING;
  }

  private static Deletion removeEmptied(Session session, String runId) {
    String experimentId = experimentOf(session, runId);
    session.sql().deleteFrom(RUNS).where(RUNS.RUN_ID.eq(runId)).execute();
    ExperimentRows.removeForgotten(session, experimentId);
    return Deletion.DONE;
  }

  private static String experimentOf(Session session, String runId) {
    return session
        .sql()
        .select(RUNS.EXPERIMENT_ID)
        .from(RUNS)
        .where(RUNS.RUN_ID.eq(runId))
        .fetchOptional(RUNS.EXPERIMENT_ID)
        .orElseThrow();
  }
}
