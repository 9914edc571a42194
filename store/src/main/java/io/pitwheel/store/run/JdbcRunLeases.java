package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunLeases;
import io.pitwheel.run.RunState;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Leases of runs in a database. */
public final class JdbcRunLeases implements RunLeases {
  private static final List<String> BEGUN =
      List.of(RunState.RUNNING.name(), RunState.CANCELING.name());
  private static final List<String> ENDED =
      Arrays.stream(RunState.values()).filter(RunState::isTerminal).map(RunState::name).toList();

  private final Database database;
  private final LeaseTaker taker;

  public JdbcRunLeases(Database database) {
    this.database = database;
    this.taker = new LeaseTaker(database);
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
      List<String> runIds = abandoned(session, now, limit);
      Set<String> taken = taker.take(session, runIds, owner, now, lease);
      return runIds.stream().filter(taken::contains).toList();
    });
  }

  private static List<String> abandoned(Session session, Instant now, int limit) {
    return session
        .sql()
        .select(RUNS.RUN_ID)
        .from(RUNS)
        .where(RUNS.STATE.in(BEGUN).or(isHandedOver()))
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

  /** It was given to an engine that never began it: no submission is left to do so again. */
  private static Condition isHandedOver() {
    return RUNS.STATE
        .eq(RunState.PENDING.name())
        .andNotExists(DSL.selectOne().from(SUBMISSIONS).where(SUBMISSIONS.RUN_ID.eq(RUNS.RUN_ID)));
  }

  private static Condition isHeld(Instant now) {
    return RUN_LEASES.LEASE_UNTIL.gt(now.toEpochMilli());
  }

  /**
   * The lead of a run; empty when another server has its lease, or none has.
   *
   * @param owner empty for what belongs to no server, which leads every run
   */
  static Optional<RunLead> lead(Session session, String runId, String owner) {
    Condition isOwn =
        owner.isEmpty()
            ? DSL.noCondition()
            : DSL.exists(
                DSL.selectOne()
                    .from(RUN_LEASES)
                    .where(RUN_LEASES.RUN_ID.eq(RUNS.RUN_ID))
                    .and(RUN_LEASES.OWNER.eq(owner)));
    return session
        .sql()
        .select(RUNS.LEAD_EPOCH)
        .from(RUNS)
        .where(RUNS.RUN_ID.eq(runId))
        .and(isOwn)
        .fetchOptional(row -> new RunLead(runId, row.value1()));
  }

  @Override
  public Optional<String> holder(String runId) {
    return database.readAtOnce(session ->
        session
            .sql()
            .select(RUN_LEASES.OWNER)
            .from(RUN_LEASES)
            .where(RUN_LEASES.RUN_ID.eq(runId))
            .fetchOptional(RUN_LEASES.OWNER));
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
