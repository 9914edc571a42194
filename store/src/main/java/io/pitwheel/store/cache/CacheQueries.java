package io.pitwheel.store.cache;

import static io.pitwheel.store.schema.Tables.CACHE_ENTRIES;
import static io.pitwheel.store.schema.Tables.TASKS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Select;

/** Finds entries of the cache; only succeeded tasks have one. */
public final class CacheQueries {
  private final String newest;
  private final String newestOf;
  private final String anyOf;
  private final String nearest;
  private final String nearestOfIteration;

  public CacheQueries(Database database) {
    Condition isEqual =
        isInNamespace()
            .and(CACHE_ENTRIES.ALGORITHM.eq(param("algorithm", CACHE_ENTRIES.ALGORITHM)))
            .and(CACHE_ENTRIES.FINGERPRINT.eq(param("value", CACHE_ENTRIES.FINGERPRINT)));
    newest = database.render(newestTask(isEqual));
    newestOf = database.render(newestTask(isEqual.and(isOfPipeline())));
    anyOf =
        database.render(
            select(CACHE_ENTRIES.TASK_ID)
                .from(CACHE_ENTRIES)
                .where(isInNamespace())
                .and(CACHE_ENTRIES.ALGORITHM.eq(param("algorithm", CACHE_ENTRIES.ALGORITHM)))
                .limit(inline(1)));
    Condition isThere =
        isInNamespace()
            .and(isOfPipeline())
            .and(CACHE_ENTRIES.SCOPE_KEY.eq(param("key", CACHE_ENTRIES.SCOPE_KEY)));
    nearest = database.render(newestEarlier(isThere));
    nearestOfIteration =
        database.render(
            newestEarlier(
                isThere.and(
                    CACHE_ENTRIES.ITERATION_VECTOR.eq(
                        param("vector", CACHE_ENTRIES.ITERATION_VECTOR)))));
  }

  private static Condition isInNamespace() {
    return CACHE_ENTRIES.NAMESPACE.eq(param("namespace", CACHE_ENTRIES.NAMESPACE));
  }

  private static Condition isOfPipeline() {
    return CACHE_ENTRIES.PIPELINE_NAME.eq(param("pipeline", CACHE_ENTRIES.PIPELINE_NAME));
  }

  private static Select<?> newestTask(Condition condition) {
    return select(CACHE_ENTRIES.TASK_ID)
        .from(CACHE_ENTRIES)
        .where(condition)
        .orderBy(CACHE_ENTRIES.CREATED_AT.desc(), CACHE_ENTRIES.TASK_ID.desc())
        .limit(inline(1));
  }

  private static Select<?> newestEarlier(Condition condition) {
    return select(
            CACHE_ENTRIES.RUN_ID,
            CACHE_ENTRIES.TASK_ID,
            CACHE_ENTRIES.ALGORITHM,
            CACHE_ENTRIES.FINGERPRINT,
            TASKS.FINGERPRINT_EXPLANATION)
        .from(CACHE_ENTRIES)
        .join(TASKS)
        .on(TASKS.TASK_ID.eq(CACHE_ENTRIES.TASK_ID))
        .where(condition)
        .orderBy(CACHE_ENTRIES.CREATED_AT.desc(), CACHE_ENTRIES.TASK_ID.desc())
        .limit(inline(1));
  }

  /** The id of the newest task with the fingerprint. */
  public Optional<String> newest(Session session, String namespace, CacheFingerprint fingerprint)
      throws SQLException {
    return session
        .query(newest, Row::text, namespace, fingerprint.algorithm(), fingerprint.value())
        .stream()
        .findFirst();
  }

  /** As {@link #newest}, of one pipeline only. */
  public Optional<String> newestOf(
      Session session, String namespace, String pipelineName, CacheFingerprint fingerprint)
      throws SQLException {
    return session
        .query(
            newestOf,
            Row::text,
            namespace,
            fingerprint.algorithm(),
            fingerprint.value(),
            pipelineName)
        .stream()
        .findFirst();
  }

  /** Whether any task has a fingerprint of the algorithm. */
  public boolean hasAny(Session session, String namespace, String algorithm) throws SQLException {
    return !session.query(anyOf, Row::text, namespace, algorithm).isEmpty();
  }

  /** The newest task with a fingerprint at a place. */
  public Optional<EarlierTask> nearest(
      Session session, String namespace, String pipelineName, CachePlace place)
      throws SQLException {
    IterationVector iteration = place.iteration();
    var found =
        iteration == null
            ? session.query(nearest, CacheQueries::earlier, namespace, pipelineName, place.key())
            : session.query(
                nearestOfIteration,
                CacheQueries::earlier,
                namespace,
                pipelineName,
                place.key(),
                iteration.text());
    return found.stream().findFirst();
  }

  private static EarlierTask earlier(Row row) throws SQLException {
    String runId = row.text();
    String taskId = row.text();
    String algorithm = row.text();
    String value = row.text();
    String explanation = row.textOrNull();
    return new EarlierTask(
        runId,
        taskId,
        new CacheFingerprint(algorithm, value, explanation == null ? "{}" : explanation));
  }
}
