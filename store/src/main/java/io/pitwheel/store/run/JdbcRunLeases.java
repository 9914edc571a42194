package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.run.RunLeases;
import io.pitwheel.run.RunState;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Leases of runs in a database. */
public final class JdbcRunLeases implements RunLeases {
  private static final List<String> BEGUN =
      List.of(RunState.RUNNING.name(), RunState.CANCELING.name());
  private static final List<String> ENDED =
      Arrays.stream(RunState.values()).filter(RunState::isTerminal).map(RunState::name).toList();

  private final Database database;

  public JdbcRunLeases(Database database) {
    this.database = database;
  }

  @Override
  public int prolong(String owner, Instant now, Duration lease) {
    return database.write(session -> {
      session
          .sql()
          .deleteFrom(RUN_LEASES)
          .where(RUN_LEASES.OWNER.eq(owner))
          .andExists(
              DSL.selectOne()
                  .from(RUNS)
                  .where(RUNS.RUN_ID.eq(RUN_LEASES.RUN_ID))
                  .and(RUNS.STATE.in(ENDED)))
          .execute();
      return session
          .sql()
          .update(RUN_LEASES)
          .set(RUN_LEASES.LEASE_UNTIL, now.plus(lease).toEpochMilli())
          .where(RUN_LEASES.OWNER.eq(owner))
          .execute();
    });
  }

  @Override
  public List<String> takeAbandoned(String owner, Instant now, Duration lease, int limit) {
    // A look without a lock first: most of the time nothing is abandoned.
    if (database.read(session -> abandoned(session, now, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(session -> {
      var taken = new ArrayList<String>();
      for (String runId : abandoned(session, now, limit)) {
        if (take(session, runId, owner, now, lease)) {
          taken.add(runId);
        }
      }
      return taken;
    });
  }

  private static List<String> abandoned(Session session, Instant now, int limit) {
    return session
        .sql()
        .select(RUNS.RUN_ID)
        .from(RUNS)
        .where(RUNS.STATE.in(BEGUN))
        // What is driven elsewhere is only ended here, when somebody asks for that.
        .and(RUNS.IS_DRIVEN_ELSEWHERE.isFalse().or(RUNS.STATE.eq(RunState.CANCELING.name())))
        .andNotExists(
            DSL.selectOne()
                .from(RUN_LEASES)
                .where(RUN_LEASES.RUN_ID.eq(RUNS.RUN_ID))
                .and(isHeld(now)))
        .orderBy(RUNS.CREATED_AT, RUNS.RUN_ID)
        .limit(limit)
        .fetch(RUNS.RUN_ID);
  }

  private static Condition isHeld(Instant now) {
    return RUN_LEASES.LEASE_UNTIL.gt(now.toEpochMilli());
  }

  /**
   * Takes the lease of a run inside a transaction of the caller's: of two who try at once, one gets
   * it.
   *
   * @return false when another has it
   */
  public static boolean take(
      Session session, String runId, String owner, Instant now, Duration lease) {
    long until = now.plus(lease).toEpochMilli();
    boolean isFresh =
        Inserts.unlessThere(
            session,
            session
                .sql()
                .insertInto(RUN_LEASES)
                .set(RUN_LEASES.RUN_ID, runId)
                .set(RUN_LEASES.OWNER, owner)
                .set(RUN_LEASES.LEASE_UNTIL, until));
    return isFresh
        || renew(session, runId, owner, until, RUN_LEASES.OWNER.eq(owner))
        || takeLost(session, runId, owner, until, now);
  }

  private static boolean takeLost(
      Session session, String runId, String owner, long until, Instant now) {
    boolean isTaken = renew(session, runId, owner, until, DSL.not(isHeld(now)));
    if (isTaken) {
      session.tally().count(Tally.LOST_LEASE);
    }
    return isTaken;
  }

  private static boolean renew(
      Session session, String runId, String owner, long until, Condition condition) {
    return session
            .sql()
            .update(RUN_LEASES)
            .set(RUN_LEASES.OWNER, owner)
            .set(RUN_LEASES.LEASE_UNTIL, until)
            .where(RUN_LEASES.RUN_ID.eq(runId))
            .and(condition)
            .execute()
        == 1;
  }

  @Override
  public void leaveAll(String owner) {
    database.write(session -> {
      session
          .sql()
          .update(SUBMISSIONS)
          .setNull(SUBMISSIONS.LEASE_OWNER)
          .setNull(SUBMISSIONS.LEASE_UNTIL)
          .where(SUBMISSIONS.LEASE_OWNER.eq(owner))
          .execute();
      return session.sql().deleteFrom(RUN_LEASES).where(RUN_LEASES.OWNER.eq(owner)).execute();
    });
  }
}
