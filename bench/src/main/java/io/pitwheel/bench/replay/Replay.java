package io.pitwheel.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.bench.database.LoggedStatement;
import io.pitwheel.bench.database.PostgresqlDatabase;
import io.pitwheel.bench.database.StatementLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a database, without a server, for what a server asked it. */
public final class Replay {
  /** Executions of an earlier replay in the same database have smaller numbers. */
  private static final int BETWEEN_REPLAYS = 10_000_000;

  private static final int SAMPLES = 12;

  private final PostgresqlDatabase database;
  private final Path script;
  private int base;

  private Replay(PostgresqlDatabase database, Path script) {
    this.database = database;
    this.script = script;
  }

  /** One thing that a client asks of a server. */
  @FunctionalInterface
  public interface Asked {
    void ask(int number) throws IOException, InterruptedException;
  }

  /**
   * Has it asked a few times of a server with the settings {@link
   * PostgresqlDatabase#loggedSettings}, which nobody else may be using, and learns the statements.
   *
   * @param script is written, and stays to be read
   * @param known as in {@link ReplayScript#of}
   */
  public static Replay learn(
      PostgresqlDatabase database, Path script, Map<String, String> known, Asked asked)
      throws IOException, InterruptedException {
    var log = new StatementLog(database.cluster());
    var samples = new ArrayList<List<LoggedStatement>>();
    for (int i = 0; i < SAMPLES; i++) {
      long begin = log.end();
      asked.ask(i);
      samples.add(log.after(begin));
    }
    Files.writeString(script, ReplayScript.of(samples, known), UTF_8);
    return new Replay(database, script);
  }

  /** What stands in a replay for a text that ends in the number of a run, which is 1. */
  public static String ofRun(String first) {
    return "('%s' || :run::text)".formatted(first.substring(0, first.length() - 1));
  }

  /**
   * Executions a second.
   *
   * @param runs over which they are spread by chance
   * @param seconds how long
   */
  public double perSecond(int clients, int runs, int seconds)
      throws IOException, InterruptedException {
    base += BETWEEN_REPLAYS;
    return database
        .cluster()
        .pgbench(
            database.name(),
            script,
            List.of(
                "--client=" + clients,
                "--jobs=2",
                "--time=" + seconds,
                "--define=base=" + base,
                "--define=i=0",
                "--define=runs=" + runs));
  }
}
