package io.pitwheel.testing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** MariaDB: a database for each test. */
final class MariadbProgram extends ServerProgram {
  private static final String USER = "pitwheel";
  private static final String SECURED = "secured";

  private final String password = UUID.randomUUID().toString();

  @Override
  String name() {
    return "MariaDB";
  }

  @Override
  boolean isInstalled() {
    return find("mariadbd", usualFolders()).isPresent()
        && find("mariadb-install-db", usualFolders()).isPresent();
  }

  private static String program(String name) {
    return find(name, usualFolders()).orElseThrow().toString();
  }

  @Override
  void initialise() throws IOException {
    ask(
        unprivileged(
            List.of(
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + data(),
                "--auth-root-authentication-method=normal",
                "--skip-test-db")),
        Map.of("TMPDIR", folder().toString()));
  }

  private String data() {
    return folder().resolve("data").toString();
  }

  private String socket() {
    return folder().resolve("socket").toString();
  }

  @Override
  List<String> command() {
    var words = new ArrayList<>(options());
    if (!secret().isEmpty()) {
      words.add("--ssl-cert=" + secret().getFirst());
      words.add("--ssl-key=" + secret().getLast());
    }
    return words;
  }

  private List<String> options() {
    return List.of(
        program("mariadbd"),
        "--no-defaults",
        "--datadir=" + data(),
        "--socket=" + socket(),
        "--pid-file=" + folder().resolve("pid"),
        "--tmpdir=" + folder(),
        "--bind-address=127.0.0.1",
        "--port=" + port(),
        "--skip-name-resolve",
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-buffer-pool-size=64M",
        "--performance-schema=OFF",
        "--max-connections=200");
  }

  @Override
  String readyText() {
    return "ready for connections";
  }

  @Override
  String stopSignal() {
    return "TERM";
  }

  @Override
  void prepare() {
    ask(
        "mysql",
        "create user '%s'@'127.0.0.1' identified by '%s'; grant all on `test\\_%%`.* to '%s'@'127.0.0.1'"
            .formatted(USER, password, USER));
  }

  @Override
  TestDatabase create(String database) {
    ask("mysql", "create database " + database + " character set latin1");
    return new TestDatabase(
        "mariadb://127.0.0.1:%d/%s".formatted(port(), database), database, USER, password);
  }

  @Override
  String execute(String database, String statements) {
    return ask(database, statements);
  }

  @Override
  TestDatabase createWhole(String database) {
    return create(database);
  }

  @Override
  TestDatabase createSecured(String database) {
    ask(
        "mysql",
        "create or replace user '%1$s'@'127.0.0.1' identified by '%2$s' require ssl; grant all on `test\\_%%`.* to '%1$s'@'127.0.0.1'"
            .formatted(SECURED, password));
    return new TestDatabase(create(database).url(), database, SECURED, password);
  }

  @Override
  Map<String, String> adminVariables(TestDatabase database) {
    Path home = folder().resolve("admin");
    try {
      Files.createDirectories(home);
      Files.writeString(
          home.resolve(".my.cnf"),
          "[client]\nhost=127.0.0.1\nport=%d\nuser=%s\npassword=%s\n"
              .formatted(port(), database.user(), database.password()));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return Map.of(
        "HOME", home.toString(), "PATH", pathWith(program("mariadb")), "NAME", database.name());
  }

  private String ask(String database, String statements) {
    return ask(
        List.of(
            program("mariadb"),
            "--no-defaults",
            "--user=root",
            "--socket=" + socket(),
            "--skip-column-names",
            "--batch",
            "--execute=" + statements,
            database),
        Map.of());
  }
}
