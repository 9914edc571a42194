package io.pitwheel.bench.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.bench.row.TimedCommand;
import io.pitwheel.testing.database.PostgresqlPrograms;
import io.pitwheel.testing.network.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL as it is installed here, with its own defaults (so every commit is synced), on
 * loopback and a free port. Its files stay for the next time; the server ends with this process,
 * however that ends.
 */
public final class PostgresqlCluster implements AutoCloseable {
  static final String USER = "bench";

  private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "psql", "pgbench");
  private static final Pattern SPEED = Pattern.compile("tps = ([\\d.]+)");
  private static final String ADMINISTRATION = "postgres";
  private static final String STARTED = "started";

  /**
   * Reads on when this process is gone. It outlives what ends both: it is in no group with this
   * process, so that no signal to the group reaches it, and passes over a reader that has gone
   * before the server had started.
   */
  private static final String GUARD =
      """
      trap '' HUP INT TERM PIPE
      "$1" -D "$2" -l "$3" -o "$4" -w start >&2 || exit 1
      echo started 2>/dev/null
      read -r order
      "$1" -D "$2" -m fast -w stop >&2
      """;

  private final Path folder;
  private final int port;
  private final String password;
  private final Process guard;

  private PostgresqlCluster(Path folder, int port, String password, Process guard) {
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.guard = guard;
  }

  /** Whether its programs are here. */
  public static boolean isInstalled() {
    return PROGRAMS.stream().allMatch(name -> PostgresqlPrograms.find(name).isPresent());
  }

  /**
   * Starts the cluster in a folder, which is made when it is not there.
   *
   * @throws IOException when it does not start, with what it said
   */
  static PostgresqlCluster start(Path folder) throws IOException, InterruptedException {
    Path secret = folder.resolve("password");
    if (!Files.exists(folder.resolve("data/PG_VERSION"))) {
      Files.createDirectories(folder);
      Files.writeString(secret, UUID.randomUUID().toString());
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      initialise(folder, secret);
    }
    Files.deleteIfExists(log(folder));
    int port = FreePort.at("127.0.0.1");
    List<String> words =
        guarded(
            program("pg_ctl"),
            folder.resolve("data").toString(),
            log(folder).toString(),
            "-h 127.0.0.1 -p %d -c unix_socket_directories='' -c log_line_prefix='%%p '"
                .formatted(port));
    Path said = folder.resolve("said");
    Process guard =
        new ProcessBuilder(unprivileged(words))
            .directory(folder.toFile())
            .redirectError(said.toFile())
            .start();
    BufferedReader output = guard.inputReader(UTF_8);
    if (!STARTED.equals(output.readLine())) {
      throw new IOException(
          "PostgreSQL did not start in %s: %s".formatted(folder, Files.readString(said)));
    }
    return new PostgresqlCluster(folder, port, Files.readString(secret), guard);
  }

  /**
   * The command of a guard that starts a server, says {@code started}, reads a line or the end of
   * its input, and stops the server.
   *
   * @param control what starts and stops, as {@code pg_ctl} does
   * @param words of {@code control}: the folder of the data, the file for its log, options of the
   *     server
   */
  static List<String> guarded(String control, String... words) {
    var command = new ArrayList<>(List.of("setsid", "bash", "-c", GUARD, "guard", control));
    command.addAll(List.of(words));
    return command;
  }

  private static void initialise(Path folder, Path secret)
      throws IOException, InterruptedException {
    List<String> words =
        unprivileged(
            List.of(
                program("initdb"),
                "--pgdata=" + folder.resolve("data"),
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C"));
    TimedCommand.of(folder, words.toArray(String[]::new));
  }

  /** As users write it, without user and password. */
  String url(String database) {
    return "postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  String password() {
    return password;
  }

  /** What the cluster says, and what it was asked where that is wanted. */
  Path log() {
    return log(folder);
  }

  private static Path log(Path folder) {
    return folder.resolve("log");
  }

  /** Makes a database without tables, instead of the one that may be there. */
  void makeEmpty(String database) throws IOException, InterruptedException {
    execute(ADMINISTRATION, "drop database if exists " + database);
    execute(ADMINISTRATION, "create database " + database);
  }

  /** The databases that it holds. */
  List<String> names() throws IOException, InterruptedException {
    return ask(ADMINISTRATION, "select datname from pg_database where not datistemplate");
  }

  /** Removes a database. */
  void drop(String database) throws IOException, InterruptedException {
    execute(ADMINISTRATION, "drop database " + database);
  }

  /** Runs a statement. */
  void execute(String database, String statement) throws IOException, InterruptedException {
    ask(database, statement);
  }

  /** Runs a statement; answers the lines of what it gives, without headings. */
  private List<String> ask(String database, String statement)
      throws IOException, InterruptedException {
    return command(
            "psql",
            List.of(
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "--command=" + statement,
                database))
        .output()
        .lines()
        .toList();
  }

  /**
   * Runs a script with the database's own benchmark, each statement prepared.
   *
   * @param options how often, by how many
   * @return executions of the script a second
   * @throws IOException when a statement fails
   */
  public double pgbench(String database, Path script, List<String> options)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("--no-vacuum", "--protocol=prepared", "--file=" + script));
    words.addAll(options);
    words.add(database);
    String output = command("pgbench", words).output();
    Matcher speed = SPEED.matcher(output);
    if (!speed.find()) {
      throw new IOException("pgbench told no speed: " + output);
    }
    return Double.parseDouble(speed.group(1));
  }

  /** Runs a client of the cluster to its end. */
  private TimedCommand command(String client, List<String> options)
      throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(program(client), "--host=127.0.0.1", "--port=" + port, "--username=" + USER));
    words.addAll(options);
    return TimedCommand.of(folder, Map.of("PGPASSWORD", password), words.toArray(String[]::new));
  }

  @Override
  public void close() {
    try (var orders = guard.outputWriter(UTF_8)) {
      orders.write("stop\n");
    } catch (IOException exception) {
      // It has ended already, and its guard with it.
      guard.destroy();
    }
    guard.onExit().join();
  }

  static String program(String name) throws IOException {
    return PostgresqlPrograms.find(name)
        .orElseThrow(
            () -> new IOException("no program " + name + " is installed (expected: PostgreSQL's)"))
        .toString();
  }

  /** It refuses to run as root; as nobody it still has to reach the folder of root. */
  private static List<String> unprivileged(List<String> command) {
    if (!System.getProperty("user.name").equals("root")) {
      return command;
    }
    var words =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
                "--"));
    words.addAll(command);
    return words;
  }
}
