package io.pitwheel.store.session;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.OwnTrouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.exception.DataAccessException;

/** Transactions on the connections of one pool. */
final class Transactions {
  private final ConnectionPool pool;
  private final Dialect dialect;
  private final Beginning beginning;
  private final Tally tally;
  private final Reach reach;
  private volatile CommitWatch watch = _ -> {};
  private final Map<Connection, Session> sessions = new WeakHashMap<>();
  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();

  /** How a transaction of this pool begins. */
  @FunctionalInterface
  interface Beginning {
    void begin(Session session) throws SQLException;
  }

  Transactions(
      ConnectionPool pool, Dialect dialect, Beginning beginning, Tally tally, Reach reach) {
    this.pool = pool;
    this.reach = reach;
    this.tally = tally;
    this.dialect = dialect;
    this.beginning = beginning;
  }

  void watchCommits(CommitWatch other) {
    watch = other;
  }

  /**
   * Runs work in a transaction and commits it.
   *
   * @throws SQLException when nothing was written
   * @throws Unreachable when there is no connection to be had in time
   * @throws PipelinesException UNAVAILABLE when it is not known whether it was written; or what the
   *     work throws
   */
  <T> T committed(Work<T> work) throws SQLException {
    return onConnection(session -> {
      T result = begun(session, work);
      try {
        long begin = System.nanoTime();
        dialect.commit(session);
        watch.committed(System.nanoTime() - begin);
      } catch (SQLException exception) {
        if (dialect.troubleOf(exception) == Trouble.LOST) {
          throw unknownEnd(exception);
        }
        rollBack(session, exception);
        throw exception;
      }
      return result;
    });
  }

  /** Runs work in a transaction that has nothing to commit. */
  <T> T undone(Work<T> work) throws SQLException {
    return onConnection(session -> {
      T result = begun(session, work);
      dialect.rollBack(session);
      return result;
    });
  }

  /** Runs work that asks one thing of the database, without a transaction around it. */
  <T> T bare(Work<T> work) throws SQLException {
    return onConnection(session -> {
      try {
        return work.run(session);
      } catch (DataAccessException exception) {
        throw causeOf(exception);
      } finally {
        session.forgetWaiting();
      }
    });
  }

  private <T> T begun(Session session, Work<T> work) throws SQLException {
    beginning.begin(session);
    try {
      return work.run(session);
    } catch (DataAccessException exception) {
      SQLException cause = causeOf(exception);
      rollBack(session, cause);
      throw cause;
    } catch (Throwable failure) {
      rollBack(session, failure);
      throw failure;
    }
  }

  private void rollBack(Session session, Throwable failure) {
    try {
      dialect.rollBack(session);
    } catch (SQLException exception) {
      // The database may have ended the transaction by itself, as it does when its disk is full.
      failure.addSuppressed(exception);
    }
  }

  private <T> T onConnection(Work<T> work) throws SQLException {
    try (ConnectionPool.Lent lent = connect()) {
      Connection physical = lent.physical();
      inUse.add(physical);
      try {
        return work.run(sessionOf(physical));
      } catch (SQLException exception) {
        leaveIfLost(lent, exception);
        throw exception;
      } catch (PipelinesException exception) {
        if (exception.getCause() instanceof SQLException cause) {
          leaveIfLost(lent, cause);
        }
        throw exception;
      } finally {
        inUse.remove(physical);
      }
    }
  }

  /** Ends whatever is under way as if its connection had been lost. */
  void abandon() {
    // Some drivers ask the database first, which costs time when it does not answer.
    inUse.forEach(connection -> Thread.startVirtualThread(() -> abort(connection)));
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Thread::startVirtualThread);
    } catch (SQLException _) {
      // It has ended by itself.
    }
  }

  private ConnectionPool.Lent connect() {
    if (reach.isGivenUp()) {
      throw unreachable(new OwnTrouble("it was away, and this server ends"));
    }
    try {
      return pool.lend(reach);
    } catch (SQLException exception) {
      throw unreachable(exception);
    }
  }

  private Unreachable unreachable(SQLException exception) {
    PipelinesException known = dialect.translate(rootOf(exception));
    return new Unreachable(
        new PipelinesException(
            ErrorCode.UNAVAILABLE, String.valueOf(known.getMessage()), known.getCause()));
  }

  /** The pool says that it waited; what it waited for is the reason below. */
  private static SQLException rootOf(SQLException exception) {
    return exception.getCause() instanceof SQLException cause ? cause : exception;
  }

  /** We speak to the connection past its pool, which therefore does not see that it broke. */
  private void leaveIfLost(ConnectionPool.Lent lent, SQLException exception) {
    if (dialect.troubleOf(exception) == Trouble.LOST) {
      lent.evict();
    }
  }

  private PipelinesException unknownEnd(SQLException exception) {
    PipelinesException known = dialect.translate(exception);
    return new PipelinesException(
        ErrorCode.UNAVAILABLE,
        known.getMessage() + "; whether it was written is not known",
        known.getCause());
  }

  /** The pool's connections live long, and with each its prepared statements. */
  private Session sessionOf(Connection physical) {
    synchronized (sessions) {
      return sessions.computeIfAbsent(
          physical, connection -> new Session(connection, dialect, tally));
    }
  }

  static SQLException causeOf(DataAccessException exception) {
    SQLException cause = exception.getCause(SQLException.class);
    return cause == null ? new SQLException(exception) : cause;
  }
}
