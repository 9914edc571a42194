package io.pitwheel.testing.database;

import io.pitwheel.testing.need.MissingPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/** A server of the tests, and the databases on it. */
public final class DatabaseServer {
  private static final int MAX_STARTS = 50;

  private static final DatabaseServer POSTGRESQL = new DatabaseServer(new PostgresqlProgram());
  private static final DatabaseServer MARIADB = new DatabaseServer(new MariadbProgram());

  private final ServerProgram program;
  private final AtomicInteger made = new AtomicInteger();
  private final Deque<TestDatabase> emptied = new ConcurrentLinkedDeque<>();
  private boolean isStarted;

  private DatabaseServer(ServerProgram program) {
    this.program = program;
  }

  /**
   * The PostgreSQL server of this JVM.
   *
   * @throws TestAbortedException when its programs are not installed; an error when CI=true
   */
  public static DatabaseServer postgresql() {
    return POSTGRESQL.started();
  }

  /**
   * The MariaDB server of this JVM.
   *
   * @throws TestAbortedException as {@link #postgresql}
   */
  public static DatabaseServer mariadb() {
    return MARIADB.started();
  }

  private synchronized DatabaseServer started() {
    if (isStarted) {
      return this;
    }
    if (!program.isInstalled()) {
      MissingPart.endTest(program.name() + " is not installed, so nothing is tested on it");
    }
    try {
      program.start();
    } catch (IOException exception) {
      throw new IllegalStateException("starting " + program.name(), exception);
    }
    isStarted = true;
    return this;
  }

  /** A new database, without tables. */
  public TestDatabase create() {
    String name = "test_" + made.incrementAndGet();
    return program.create(name);
  }

  /** A database without rows: a new one, or one that was {@link #giveBack given back}. */
  public TestDatabase lend() {
    TestDatabase known = emptied.poll();
    return known == null ? create() : known;
  }

  /** Takes a database of the shipped schema whose rows the caller has deleted. */
  public void giveBack(TestDatabase database) {
    emptied.push(database);
  }

  /** Runs statements as the administrator; answers what its client prints, without headings. */
  public String execute(TestDatabase database, String statements) {
    return program.execute(database.name(), statements);
  }

  /**
   * A new database, without tables, that shares nothing with others. Statements for it go through a
   * connection, not through {@link #execute}.
   */
  public TestDatabase createWhole() {
    return program.createWhole("test_" + made.incrementAndGet());
  }

  /**
   * The variables with which an admin's commands reach a {@linkplain #createWhole whole} database:
   * {@code NAME} is its name, the others are those of its client programs.
   */
  public Map<String, String> adminVariables(TestDatabase database) {
    return program.adminVariables(database);
  }

  /**
   * Starts it again with a certificate.
   *
   * @param certificate in PEM form
   * @param key of it, not encrypted
   * @return a new database, without tables, with a user whom it lets in by TLS only
   */
  public TestDatabase demandTls(Path certificate, Path key) {
    stop();
    program.secure(certificate, key);
    startAgain();
    return program.createSecured("test_" + made.incrementAndGet());
  }

  /** Starts it again without a certificate. */
  public void forgetTls() {
    stop();
    program.secure(null, null);
    startAgain();
  }

  /** Lets it stand still: nothing is answered, and no connection is closed. */
  public void freeze() {
    program.signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    program.signal("CONT");
  }

  /** Stops the server in order; connections are told. */
  public void stop() {
    program.stop("stop");
  }

  /** Ends the server as a crash would. */
  public void crash() {
    program.stop("crash");
  }

  /**
   * Starts it again, on the same port, with what was committed. After a crash its old processes may
   * take a while to notice, and the new one refuses to start beside them.
   */
  public void startAgain() {
    for (int tries = 1; ; tries++) {
      try {
        program.run();
        return;
      } catch (IOException exception) {
        if (tries == MAX_STARTS) {
          throw new IllegalStateException("starting " + program.name() + " again", exception);
        }
      }
    }
  }
}
