package io.pitwheel.store.session;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.OwnTrouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: who gets the turn runs everything that waits in one transaction, each piece behind
 * a savepoint, and syncs once for all. Nobody returns before the sync of the own piece. What the
 * database undid for somebody else's sake is done again, each piece by itself.
 */
final class WriteQueue {
  /** How often one piece is done before its failure is told. */
  static final int MAX_TRIES = 6;

  /** Pieces in one transaction; more wait for the next. */
  private static final int MAX_GROUP = 64;

  /** Before the second try; doubled for each that follows. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

  private final Transactions transactions;
  private final Dialect dialect;
  private final Duration patience;
  private final ConcurrentLinkedQueue<Piece<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  WriteQueue(Transactions transactions, Dialect dialect, Duration patience) {
    this.transactions = transactions;
    this.dialect = dialect;
    this.patience = patience;
  }

  /** Pieces that wait. */
  int length() {
    return waiting.size();
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
        dialect.translate(
            new OwnTrouble(
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
    List<Piece<?>> left = group;
    try {
      if (group.size() > 1) {
        left = together(group);
      }
      for (Piece<?> piece : left) {
        alone(piece);
      }
    } catch (SQLException exception) {
      failAll(left, dialect.translate(exception));
    } catch (Unreachable exception) {
      failAll(left, exception.reason());
    } catch (RuntimeException | Error failure) {
      failAll(left, failure);
    }
    group.forEach(piece -> piece.isDone = true);
  }

  private static void failAll(List<Piece<?>> left, Throwable failure) {
    for (Piece<?> piece : left) {
      if (!piece.isSettled) {
        piece.fail(failure);
      }
    }
  }

  /** Answers the pieces that must be done again. */
  private List<Piece<?>> together(List<Piece<?>> group) throws SQLException {
    try {
      return transactions.committed(session -> runAll(session, group));
    } catch (SQLException exception) {
      if (dialect.troubleOf(exception).mayPass()) {
        return group;
      }
      throw exception;
    }
  }

  private List<Piece<?>> runAll(Session session, List<Piece<?>> group) throws SQLException {
    var again = new ArrayList<Piece<?>>();
    for (Piece<?> piece : group) {
      session.save();
      try {
        piece.run(session);
        session.keep();
      } catch (SQLException exception) {
        undo(session, piece, exception, again);
      } catch (DataAccessException exception) {
        undo(session, piece, Transactions.causeOf(exception), again);
      } catch (RuntimeException | Error failure) {
        piece.fail(failure);
        session.undo();
      }
    }
    return again;
  }

  private void undo(Session session, Piece<?> piece, SQLException exception, List<Piece<?>> again)
      throws SQLException {
    Trouble trouble = dialect.troubleOf(exception);
    if (trouble.endsTransaction()) {
      throw exception;
    }
    if (trouble.mayPass()) {
      again.add(piece);
    } else {
      piece.fail(dialect.translate(exception));
    }
    session.undo();
  }

  /** Does one piece, again when that may help. */
  private void alone(Piece<?> piece) {
    for (int attempt = 1; !piece.isSettled; attempt++) {
      piece.failure = null;
      try {
        transactions.committed(session -> {
          piece.run(session);
          return true;
        });
        piece.isSettled = true;
      } catch (Unreachable exception) {
        throw exception;
      } catch (SQLException exception) {
        if (attempt >= MAX_TRIES || !dialect.troubleOf(exception).mayPass()) {
          piece.settle(dialect.translate(exception));
        } else {
          LockSupport.parkNanos(FIRST_PAUSE.toNanos() << (attempt - 1));
        }
      } catch (RuntimeException | Error failure) {
        piece.settle(failure);
      }
    }
  }

  /** The fields are written and read by whoever has the turn. */
  private static final class Piece<T> {
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean isSettled;
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

    void settle(Throwable failure) {
      fail(failure);
      isSettled = true;
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
