package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.RUN_LEASES;

import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Inserts;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.Tally;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Takes leases of runs inside a transaction of the caller's: of two who try at once, one gets it.
 * One that had it goes on with its lead; for another a new one begins, and whatever the server
 * before it still writes comes too late.
 */
public final class LeaseTaker {
  private final String ownLease;
  private final String prolongLease;
  private final String lockRun;
  private final String insertLease;
  private final String takeLost;
  private final String beginLead;

  public LeaseTaker(Database database) {
    Param<String> lease = DSL.param("run", RUN_LEASES.RUN_ID);
    Param<String> run = DSL.param("run", RUNS.RUN_ID);
    Param<String> owner = DSL.param("owner", RUN_LEASES.OWNER);
    Param<Long> until = DSL.param("until", RUN_LEASES.LEASE_UNTIL);
    ownLease =
        database.render(
            DSL.select(RUN_LEASES.RUN_ID)
                .from(RUN_LEASES)
                .where(RUN_LEASES.RUN_ID.eq(lease))
                .and(RUN_LEASES.OWNER.eq(owner)));
    prolongLease =
        database.render(
            DSL.update(RUN_LEASES)
                .set(RUN_LEASES.LEASE_UNTIL, until)
                .where(RUN_LEASES.RUN_ID.eq(lease))
                .and(RUN_LEASES.OWNER.eq(owner)));
    lockRun =
        database.render(
            database
                .dialect()
                .locking(DSL.select(RUNS.RUN_ID).from(RUNS).where(RUNS.RUN_ID.eq(run))));
    insertLease =
        database.renderUnlessThere(
            Inserts.row(
                RUN_LEASES, List.of(RUN_LEASES.RUN_ID, RUN_LEASES.OWNER, RUN_LEASES.LEASE_UNTIL)));
    takeLost =
        database.render(
            DSL.update(RUN_LEASES)
                .set(RUN_LEASES.OWNER, owner)
                .set(RUN_LEASES.LEASE_UNTIL, until)
                .where(RUN_LEASES.RUN_ID.eq(lease))
                .and(RUN_LEASES.LEASE_UNTIL.le(DSL.param("now", RUN_LEASES.LEASE_UNTIL))));
    beginLead =
        database.render(
            DSL.update(RUNS)
                .set(RUNS.LEAD_EPOCH, RUNS.LEAD_EPOCH.plus(DSL.inline(1)))
                .where(RUNS.RUN_ID.eq(run)));
  }

  /**
   * @return those of the runs that the owner leads now
   */
  public Set<String> take(
      Session session, Collection<String> runIds, String owner, Instant now, Duration lease)
      throws SQLException {
    long until = now.plus(lease).toEpochMilli();
    var led = new HashSet<String>();
    for (String runId : runIds) {
      session.queryLater(
          ownLease,
          row -> {
            led.add(runId);
            return row.text();
          },
          runId,
          owner);
    }
    session.send();
    for (String runId : led) {
      session.executeLater(prolongLease, until, runId, owner);
    }
    // In one order, so that two takers never wait for each other.
    List<String> others = runIds.stream().filter(id -> !led.contains(id)).sorted().toList();
    Set<String> begun = takeOthers(session, others, owner, now, until);
    for (String runId : begun) {
      session.executeLater(beginLead, runId);
    }
    led.addAll(begun);
    return led;
  }

  private Set<String> takeOthers(
      Session session, List<String> runIds, String owner, Instant now, long until)
      throws SQLException {
    var begun = new HashSet<String>();
    for (String runId : runIds) {
      // Before the lease, as every commit about a run has it: nobody waits for the other.
      session.queryLater(lockRun, Row::text, runId);
      session.insertUnlessThereLater(insertLease, () -> begun.add(runId), runId, owner, until);
      session.tellLater(
          takeLost,
          rows -> {
            if (rows > 0) {
              session.tally().count(Tally.LOST_LEASE);
              begun.add(runId);
            }
          },
          owner,
          until,
          runId,
          now.toEpochMilli());
    }
    session.send();
    return begun;
  }
}
