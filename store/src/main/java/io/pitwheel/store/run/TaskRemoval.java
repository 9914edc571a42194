package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.ARTIFACTS;
import static io.pitwheel.store.schema.Tables.ARTIFACT_TASKS;
import static io.pitwheel.store.schema.Tables.TASKS;

import io.pitwheel.store.session.Session;
import java.util.List;
import org.jooq.impl.DSL;

/**
 * How the tasks of a run go: with what hangs on them by the foreign keys, and with the artifacts to
 * which no other task refers. An entry of the cache goes with its task, so that what can be found
 * again is whole.
 */
final class TaskRemoval {
  /** Tasks that go in one transaction. */
  static final int MOST_TASKS = 500;

  /** Ids in one statement. */
  private static final int MOST_IDS = 1000;

  private TaskRemoval() {}

  /** Removes as many tasks as may go at once, those inside before those around; whether all are. */
  static boolean removeSome(Session session, String runId) {
    List<String> taskIds =
        session
            .sql()
            .select(TASKS.TASK_ID)
            .from(TASKS)
            .where(TASKS.RUN_ID.eq(runId))
            .orderBy(TASKS.TASK_INDEX.desc(), TASKS.ITERATION_VECTOR.desc())
            .limit(MOST_TASKS)
            .fetch(TASKS.TASK_ID);
    List<String> artifactIds =
        session
            .sql()
            .selectDistinct(ARTIFACT_TASKS.ARTIFACT_ID)
            .from(ARTIFACT_TASKS)
            .where(ARTIFACT_TASKS.TASK_ID.in(taskIds))
            .and(ARTIFACT_TASKS.ARTIFACT_ID.isNotNull())
            .orderBy(ARTIFACT_TASKS.ARTIFACT_ID)
            .fetch(ARTIFACT_TASKS.ARTIFACT_ID);
    session.sql().deleteFrom(TASKS).where(TASKS.TASK_ID.in(taskIds)).execute();
    for (int from = 0; from < artifactIds.size(); from += MOST_IDS) {
      removeUnused(
          session, artifactIds.subList(from, Math.min(from + MOST_IDS, artifactIds.size())));
    }
    return taskIds.size() < MOST_TASKS;
  }

  /**
   * Locked before it is looked who refers to them: of two runs that go at the same time the later
   * one sees that nobody does any more, and a task that comes to refer to one waits.
   */
  private static void removeUnused(Session session, List<String> artifactIds) {
    session
        .dialect()
        .locking(
            session
                .sql()
                .select(ARTIFACTS.ARTIFACT_ID)
                .from(ARTIFACTS)
                .where(ARTIFACTS.ARTIFACT_ID.in(artifactIds))
                .orderBy(ARTIFACTS.ARTIFACT_ID))
        .fetch();
    session
        .sql()
        .deleteFrom(ARTIFACTS)
        .where(ARTIFACTS.ARTIFACT_ID.in(artifactIds))
        .andNotExists(
            DSL.selectOne()
                .from(ARTIFACT_TASKS)
                .where(ARTIFACT_TASKS.ARTIFACT_ID.eq(ARTIFACTS.ARTIFACT_ID)))
        .execute();
  }
}
