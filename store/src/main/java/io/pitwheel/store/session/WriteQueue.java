package io.pitwheel.store.session;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: who gets the turn runs everything that waits in one transaction, each piece behind
 * a savepoint, and syncs once for all. Nobody returns before the sync of the own piece.
 */
final class WriteQueue {
  /** Pieces in one transaction; more wait for the next. */
  private static final int MAX_GROUP = 64;

  private static final String SAVE = "savepoint piece";
  private static final String KEEP = "release savepoint piece";
  private static final String UNDO = "rollback to savepoint piece";

  private final Database database;
  private final Dialect dialect;
  private final Duration patience;
  private final ConcurrentLinkedQueue<Piece<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  WriteQueue(Database database, Dialect dialect, Duration patience) {
    this.database = database;
    this.dialect = dialect;
    this.patience = patience;
  }

  <T> T write(Work<T> work) {
    var mine = new Piece<>(work);
    waiting.add(mine);
    awaitTurn(mine);
    try {
      while (!mine.isDone) {
        commitGroup(takeGroup());
      }
    } finally {
      turn.unlock();
    }
    return mine.answer();
  }

  private void awaitTurn(Piece<?> mine) {
    boolean wasInterrupted = false;
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        try {
          if (turn.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw tired(waiting.remove(mine));
        } catch (InterruptedException exception) {
          wasInterrupted = true;
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private PipelinesException tired(boolean isUntouched) {
    String outcome = isUntouched ? "nothing was written" : "whether it was written is not known";
    var exception =
        database.translate(
            new SQLException(
                "waited %d s for the turn to write; %s".formatted(patience.toSeconds(), outcome)));
    return new PipelinesException(
        ErrorCode.UNAVAILABLE, String.valueOf(exception.getMessage()), exception);
  }

  private List<Piece<?>> takeGroup() {
    var group = new ArrayList<Piece<?>>();
    for (Piece<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == MAX_GROUP) {
        break;
      }
    }
    return group;
  }

  private void commitGroup(List<Piece<?>> group) {
    try {
      database.onWriter(session -> {
        dialect.beginWriting(session);
        try {
          runAll(session, group);
          dialect.commit(session);
        } catch (Throwable failure) {
          rollBack(session, failure);
          throw failure;
        }
        return true;
      });
    } catch (RuntimeException | Error failure) {
      group.forEach(piece -> piece.fail(failure));
    }
    group.forEach(piece -> piece.isDone = true);
  }

  private void runAll(Session session, List<Piece<?>> group) throws SQLException {
    if (group.size() == 1) {
      group.get(0).run(session);
      return;
    }
    for (Piece<?> piece : group) {
      session.execute(SAVE);
      try {
        piece.run(session);
        session.execute(KEEP);
      } catch (SQLException exception) {
        piece.fail(database.translate(exception));
        session.execute(UNDO);
      } catch (DataAccessException exception) {
        piece.fail(database.wrapped(exception));
        session.execute(UNDO);
      } catch (RuntimeException | Error failure) {
        piece.fail(failure);
        session.execute(UNDO);
      }
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

  /** The fields are written and read by whoever has the turn. */
  private static final class Piece<T> {
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean isDone;

    Piece(Work<T> work) {
      this.work = work;
    }

    void run(Session session) throws SQLException {
      result = work.run(session);
    }

    void fail(Throwable failure) {
      if (this.failure == null) {
        this.failure = failure;
      }
    }

    T answer() {
      switch (failure) {
        case null -> {}
        case PipelinesException known ->
            throw new PipelinesException(
                known.code(), String.valueOf(known.getMessage()), known.path(), known);
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(failure);
      }
      T answer = result;
      if (answer == null) {
        throw new IllegalStateException("a transaction answered nothing");
      }
      return answer;
    }
  }
}
