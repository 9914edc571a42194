package io.pitwheel.store.experiment;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;

import io.pitwheel.store.session.Session;
import java.time.Instant;

/** How experiments go, and how runs are counted in them. Part of transactions of others. */
public final class ExperimentRows {
  private ExperimentRows() {}

  /** Removes the row of an experiment that no run names. */
  static int remove(Session session, String experimentId) {
    return session
        .sql()
        .deleteFrom(EXPERIMENTS)
        .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
        .execute();
  }

  /** Keeps the row for the runs that name it, without its name, out of everybody's sight. */
  static int bury(Session session, String experimentId, Instant at) {
    return session
        .sql()
        .update(EXPERIMENTS)
        .set(EXPERIMENTS.DELETED_AT, at.toEpochMilli())
        .set(EXPERIMENTS.DISPLAY_NAME, "deleted " + experimentId)
        .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
        .execute();
  }

  /** Counts a run less. */
  public static void forgetRun(Session session, String experimentId) {
    session
        .sql()
        .update(EXPERIMENTS)
        .set(EXPERIMENTS.RUN_COUNT, EXPERIMENTS.RUN_COUNT.minus(1))
        .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
        .execute();
  }

  /** Removes an experiment that was deleted before, once no run names it. */
  public static void removeForgotten(Session session, String experimentId) {
    session
        .sql()
        .deleteFrom(EXPERIMENTS)
        .where(EXPERIMENTS.EXPERIMENT_ID.eq(experimentId))
        .and(EXPERIMENTS.DELETED_AT.isNotNull())
        .and(EXPERIMENTS.RUN_COUNT.eq(0L))
        .execute();
  }
}
