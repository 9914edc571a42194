package io.pitwheel.store.submission;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.run.RunState;
import io.pitwheel.store.run.JdbcRunLeases;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.SubmissionQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;

/** The outbox in a database. */
public final class JdbcSubmissionQueue implements SubmissionQueue {
  private final Database database;

  public JdbcSubmissionQueue(Database database) {
    this.database = database;
  }

  @Override
  public List<Submission> take(String owner, int limit, Instant now, Duration lease) {
    // A look without a lock first: most of the time nothing is due.
    if (database.read(session -> read(due(session, owner, 1, now))).isEmpty()) {
      return List.of();
    }
    return database.write(session -> {
      var taken = new ArrayList<Submission>();
      for (Submission submission :
          read(database.dialect().claiming(due(session, owner, limit, now)))) {
        if (lease(session, submission, owner, now, lease)
            && JdbcRunLeases.take(session, submission.runId(), owner, now, lease)) {
          taken.add(submission);
        }
      }
      return taken;
    });
  }

  private static SelectForUpdateStep<Record> due(
      Session session, String owner, int limit, Instant now) {
    return session
        .sql()
        .selectFrom(SUBMISSIONS)
        .where(SUBMISSIONS.DUE_AT.le(now.toEpochMilli()))
        .and(isFree(now))
        .andNotExists(ledByAnother(owner, now))
        .orderBy(SUBMISSIONS.DUE_AT, SUBMISSIONS.SUBMISSION_ID)
        .limit(limit);
  }

  private static List<Submission> read(Select<Record> query) {
    return query.fetch(JdbcSubmissionQueue::read);
  }

  /** Compares and sets: of two replicas that saw the row, one gets it. */
  private static boolean lease(
      Session session, Submission submission, String owner, Instant now, Duration lease) {
    return session
            .sql()
            .update(SUBMISSIONS)
            .set(SUBMISSIONS.LEASE_OWNER, owner)
            .set(SUBMISSIONS.LEASE_UNTIL, now.plus(lease).toEpochMilli())
            .set(SUBMISSIONS.ATTEMPTS, submission.attempts())
            .where(SUBMISSIONS.SUBMISSION_ID.eq(submission.id()))
            .and(isFree(now))
            .execute()
        == 1;
  }

  /** What is asked of a run goes to the server that moves it, while that lives. */
  private static Select<?> ledByAnother(String owner, Instant now) {
    return DSL.selectOne()
        .from(RUN_LEASES)
        .where(RUN_LEASES.RUN_ID.eq(SUBMISSIONS.RUN_ID))
        .and(RUN_LEASES.OWNER.ne(owner))
        .and(RUN_LEASES.LEASE_UNTIL.gt(now.toEpochMilli()));
  }

  /** Every taking counts: whoever took it later has another count. */
  private static Condition isAsTaken(Submission taken) {
    return SUBMISSIONS.SUBMISSION_ID.eq(taken.id()).and(SUBMISSIONS.ATTEMPTS.eq(taken.attempts()));
  }

  private static Condition isFree(Instant now) {
    return SUBMISSIONS.LEASE_UNTIL.isNull().or(SUBMISSIONS.LEASE_UNTIL.le(now.toEpochMilli()));
  }

  @Override
  public void complete(Submission taken) {
    database.write(
        session -> session.sql().deleteFrom(SUBMISSIONS).where(isAsTaken(taken)).execute());
  }

  @Override
  public void postpone(Submission taken, Instant dueAt, String reason) {
    database.write(session -> {
      int changed =
          session
              .sql()
              .update(SUBMISSIONS)
              .set(SUBMISSIONS.DUE_AT, dueAt.toEpochMilli())
              .setNull(SUBMISSIONS.LEASE_OWNER)
              .setNull(SUBMISSIONS.LEASE_UNTIL)
              .set(SUBMISSIONS.REASON, reason)
              .where(isAsTaken(taken))
              .execute();
      if (changed == 0) {
        return false;
      }
      // A run that did not begin is anybody's again.
      session
          .sql()
          .deleteFrom(RUN_LEASES)
          .where(
              RUN_LEASES.RUN_ID.in(
                  DSL.select(SUBMISSIONS.RUN_ID)
                      .from(SUBMISSIONS)
                      .join(RUNS)
                      .on(RUNS.RUN_ID.eq(SUBMISSIONS.RUN_ID))
                      .where(SUBMISSIONS.SUBMISSION_ID.eq(taken.id()))
                      .and(RUNS.STATE.eq(RunState.PENDING.name()))))
          .execute();
      return true;
    });
  }

  /** As it is once taken: this attempt is counted. */
  private static Submission read(Record row) {
    return new Submission(
        row.get(SUBMISSIONS.SUBMISSION_ID),
        row.get(SUBMISSIONS.RUN_ID),
        Submission.Kind.valueOf(row.get(SUBMISSIONS.KIND)),
        row.get(SUBMISSIONS.ATTEMPTS) + 1,
        Instant.ofEpochMilli(row.get(SUBMISSIONS.CREATED_AT)));
  }
}
