package io.pitwheel.store.session;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.selection.Abundance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;

/**
 * One database: transactions that read, many at a time, and transactions that write. Safe for many
 * threads. A thread that was interrupted may still read and write: what it does has happened and
 * must be recorded.
 */
public final class Database implements AutoCloseable {
  static {
    // Otherwise the library greets whoever reads our output; it looks once, at its first use.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  static final Settings SETTINGS =
      new Settings()
          .withExecuteLogging(false)
          .withRenderQuotedNames(RenderQuotedNames.ALWAYS)
          .withRenderSchema(false);

  /** How long a database is waited for by whoever ends. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(3);

  private final Dialect dialect;
  private final Pools pools;
  private final Tally tally = new Tally();
  private final Reach reach = new Reach();
  private final Abundance abundance = new Abundance(System::nanoTime);
  private final Transactions reading;
  private final Transactions writing;
  private final List<WriteQueue> queues;
  private final AtomicInteger turns = new AtomicInteger();
  private final DSLContext renderer;

  /**
   * @param pools closed with the database; writes that may run side by side are as many as there
   *     are connections that write
   */
  public Database(Dialect dialect, Pools pools) {
    this.dialect = dialect;
    this.pools = pools;
    this.reading = new Transactions(pools.readers(), dialect, dialect::beginReading, tally, reach);
    this.writing = new Transactions(pools.writers(), dialect, dialect::beginWriting, tally, reach);
    this.queues =
        IntStream.range(0, pools.writers().size())
            .mapToObj(_ -> new WriteQueue(writing, dialect, pools.patience()))
            .toList();
    this.renderer =
        DSL.using(
            dialect.family(),
            ((Settings) SETTINGS.clone()).withStatementType(StatementType.PREPARED_STATEMENT));
  }

  /** Statements over a connection of the caller's, before there is a database to ask. */
  public static DSLContext statementsOn(Connection connection, Dialect dialect) {
    return DSL.using(connection, dialect.family(), SETTINGS);
  }

  /** As {@link #statementsOn(Connection, Dialect)}, each time on the connection that is given. */
  static DSLContext statementsOn(ConnectionProvider connections, Dialect dialect) {
    return DSL.using(connections, dialect.family(), SETTINGS);
  }

  /** The text of a statement, with a question mark for every value. */
  public String render(Query query) {
    return renderer.render(query);
  }

  /** The text of an insert for {@link Session#insertUnlessThere}. */
  public String renderUnlessThere(InsertOnDuplicateStep<? extends Record> insert) {
    return render(dialect.unlessThere(insert));
  }

  /** The connections, to look at. */
  public Pools pools() {
    return pools;
  }

  /** What was written since it was opened. */
  public Tally tally() {
    return tally;
  }

  /** Of which rows there were far more than are counted. */
  public Abundance abundance() {
    return abundance;
  }

  /** Transactions that wait for their turn to write. */
  public int waitingWrites() {
    return queues.stream().mapToInt(WriteQueue::length).sum();
  }

  /** Has somebody told of every commit, instead of whoever was told before. */
  public void watchCommits(CommitWatch watch) {
    writing.watchCommits(watch);
  }

  /**
   * Lets calls fail at once from now on while the database is away: whoever ends waits for it once,
   * however many calls are left to make. A database that stands still is away, too: it is asked,
   * and what waits for its answers is given up.
   */
  public void hurry() {
    reach.hurry();
    if (dialect.isShared()) {
      Thread.ofVirtual().name("last look at the database").start(this::giveUpUnlessItAnswers);
    }
  }

  private void giveUpUnlessItAnswers() {
    if (!pools.answers(LAST_LOOK)) {
      reach.wentAway();
      reading.abandon();
      writing.abandon();
    }
  }

  /** What the database can do. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Runs a transaction that only reads. It may run more than once, when its connection is lost.
   *
   * @throws PipelinesException UNAVAILABLE or RESOURCE_EXHAUSTED with the database's place
   */
  public <T> T read(Work<T> work) {
    return read(reading::undone, work);
  }

  /**
   * As {@link #read}, for work that asks all it wants at one time ({@link Session#query} once,
   * after any number of {@link Session#queryLater}, or one statement through {@link Session#sql}):
   * where that is one way to the database, it needs no transaction around it.
   */
  public <T> T readAtOnce(Work<T> work) {
    return read(dialect.takesSeveral() ? reading::bare : reading::undone, work);
  }

  /** How work is done on a connection. */
  @FunctionalInterface
  private interface Way {
    <T> T take(Work<T> work) throws SQLException;
  }

  private <T> T read(Way way, Work<T> work) {
    return undisturbed(() -> {
      for (int attempt = 1; ; attempt++) {
        try {
          return way.take(work);
        } catch (SQLException exception) {
          boolean mayPass = dialect.troubleOf(exception).mayPass();
          if (!mayPass || attempt >= WriteQueue.MAX_TRIES) {
            throw dialect.translate(exception);
          }
        } catch (Unreachable exception) {
          throw exception.reason();
        }
      }
    });
  }

  /**
   * Runs a transaction that writes; when it returns, the disk has it. Transactions that wait at the
   * same time are synced together, each whole or not at all. The work may run more than once, each
   * time on what it finds then; only one run of it is kept.
   *
   * @throws PipelinesException as {@link #read}, or what the work throws
   */
  public <T> T write(Work<T> work) {
    return write(turns.getAndIncrement(), work);
  }

  /**
   * As {@link #write(Work)}, for work that needs a lock on something: works of one process on the
   * same thing queue up here instead of at the lock.
   *
   * @param locked names the thing, such as a run by its id
   */
  public <T> T writeAbout(String locked, Work<T> work) {
    return write(locked.hashCode(), work);
  }

  private <T> T write(int place, Work<T> work) {
    WriteQueue queue = queues.get(Math.floorMod(place, queues.size()));
    return undisturbed(() -> queue.write(work));
  }

  private static <T> T undisturbed(Supplier<T> action) {
    boolean wasInterrupted = Thread.interrupted();
    try {
      return action.get();
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (reach.isGivenUp()) {
      pools.leave(LAST_LOOK);
    } else {
      pools.close();
    }
  }
}
