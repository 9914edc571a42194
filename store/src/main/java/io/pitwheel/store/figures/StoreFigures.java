package io.pitwheel.store.figures;

import static io.pitwheel.store.schema.Tables.RUNS;
import static io.pitwheel.store.schema.Tables.SUBMISSIONS;

import io.pitwheel.run.RunState;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.PoolFigures;
import io.pitwheel.store.session.Session;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;

/** How much a database in use has to do. */
public final class StoreFigures {
  private static final List<String> UNFINISHED =
      Arrays.stream(RunState.values())
          .filter(state -> !state.isTerminal())
          .map(RunState::name)
          .toList();

  private final Database database;

  public StoreFigures(Database database) {
    this.database = database;
  }

  /**
   * What waits, whoever is to do it.
   *
   * @param unfinishedRuns by the name of their state; none for a state without any
   * @param submissions not yet taken over by an engine
   */
  public record Waiting(Map<String, Long> unfinishedRuns, long submissions) {
    public Waiting {
      unfinishedRuns = Map.copyOf(unfinishedRuns);
    }
  }

  /**
   * Counts; costs as much as there are unfinished runs.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE when the database does not answer
   */
  public Waiting waiting() {
    return database.read(StoreFigures::count);
  }

  private static Waiting count(Session session) {
    var runs = new LinkedHashMap<String, Long>();
    session
        .sql()
        .select(RUNS.STATE, DSL.count())
        .from(RUNS)
        .where(RUNS.STATE.in(UNFINISHED))
        .groupBy(RUNS.STATE)
        .forEach(row -> runs.put(row.value1(), row.value2().longValue()));
    return new Waiting(runs, session.sql().fetchCount(SUBMISSIONS));
  }

  /** By the name of the pool. */
  public Map<String, PoolFigures> pools() {
    return database.pools().figures();
  }

  /** One pool; one that never was has nothing. */
  public PoolFigures pool(String name) {
    return pools().getOrDefault(name, new PoolFigures(0, 0, 0, 0));
  }

  /** Transactions that wait for their turn to write. */
  public int waitingWrites() {
    return database.waitingWrites();
  }
}
