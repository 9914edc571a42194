package io.pitwheel.store.submission;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.run.RunState;
import io.pitwheel.store.run.LeaseTaker;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.SubmissionQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The outbox in a database. */
public final class JdbcSubmissionQueue implements SubmissionQueue {
  private static final List<Field<?>> COLUMNS = List.of(SUBMISSIONS.fields());

  private final Database database;
  private final LeaseTaker leases;
  private final String look;
  private final String claim;
  private final String lease;
  private final String remove;

  public JdbcSubmissionQueue(Database database) {
    this.database = database;
    this.leases = new LeaseTaker(database);
    this.look = database.render(due());
    this.claim = database.render(database.dialect().claiming(due()));
    this.lease =
        database.render(
            DSL.update(SUBMISSIONS)
                .set(SUBMISSIONS.LEASE_OWNER, DSL.param("owner", SUBMISSIONS.LEASE_OWNER))
                .set(SUBMISSIONS.LEASE_UNTIL, DSL.param("until", SUBMISSIONS.LEASE_UNTIL))
                .set(SUBMISSIONS.ATTEMPTS, DSL.param("attempts", SUBMISSIONS.ATTEMPTS))
                .where(SUBMISSIONS.SUBMISSION_ID.eq(DSL.param("id", SUBMISSIONS.SUBMISSION_ID))));
    this.remove =
        database.render(
            DSL.deleteFrom(SUBMISSIONS)
                .where(SUBMISSIONS.SUBMISSION_ID.eq(DSL.param("id", SUBMISSIONS.SUBMISSION_ID)))
                .and(SUBMISSIONS.ATTEMPTS.eq(DSL.param("attempts", SUBMISSIONS.ATTEMPTS))));
  }

  @Override
  public List<Submission> take(String owner, int limit, Instant now, Duration lease) {
    // A look without a lock first: most of the time nothing is due.
    if (database.readAtOnce(session -> ask(session, look, owner, 1, now)).isEmpty()) {
      return List.of();
    }
    return database.write(session -> {
      List<Submission> due = ask(session, claim, owner, limit, now);
      Set<String> runIds = due.stream().map(Submission::runId).collect(Collectors.toSet());
      Set<String> led = leases.take(session, runIds, owner, now, lease);
      List<Submission> taken = due.stream().filter(each -> led.contains(each.runId())).toList();
      long until = now.plus(lease).toEpochMilli();
      for (Submission each : taken) {
        session.executeLater(this.lease, owner, until, each.attempts(), each.id());
      }
      return taken;
    });
  }

  /** Takes the values of {@link #ask}. */
  private static SelectForUpdateStep<Record> due() {
    Param<Long> now = DSL.param("now", SUBMISSIONS.DUE_AT);
    return DSL.selectFrom(SUBMISSIONS)
        .where(SUBMISSIONS.DUE_AT.le(now))
        .and(SUBMISSIONS.LEASE_UNTIL.isNull().or(SUBMISSIONS.LEASE_UNTIL.le(now)))
        .andNotExists(ledByAnother())
        .orderBy(SUBMISSIONS.DUE_AT, SUBMISSIONS.SUBMISSION_ID)
        .limit(DSL.param("limit", Integer.class));
  }

  /** What is asked of a run goes to the server that moves it, while that lives. */
  private static Select<?> ledByAnother() {
    return DSL.selectOne()
        .from(RUN_LEASES)
        .where(RUN_LEASES.RUN_ID.eq(SUBMISSIONS.RUN_ID))
        .and(RUN_LEASES.OWNER.ne(DSL.param("owner", RUN_LEASES.OWNER)))
        .and(RUN_LEASES.LEASE_UNTIL.gt(DSL.param("now", RUN_LEASES.LEASE_UNTIL)));
  }

  private static List<Submission> ask(
      Session session, String text, String owner, int limit, Instant now) throws SQLException {
    long at = now.toEpochMilli();
    return session.records(text, COLUMNS, at, at, owner, at, limit).stream()
        .map(JdbcSubmissionQueue::read)
        .toList();
  }

  /** Every taking counts: whoever took it later has another count. */
  private static Condition isAsTaken(Submission taken) {
    return SUBMISSIONS.SUBMISSION_ID.eq(taken.id()).and(SUBMISSIONS.ATTEMPTS.eq(taken.attempts()));
  }

  @Override
  public void complete(List<Submission> taken) {
    var rows = new ArrayList<@Nullable Object[]>();
    taken.forEach(each -> rows.add(new @Nullable Object[] {each.id(), each.attempts()}));
    database.write(session -> {
      session.executeAll(remove, rows);
      return true;
    });
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
