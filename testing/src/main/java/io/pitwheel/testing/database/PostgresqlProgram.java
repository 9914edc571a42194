package io.pitwheel.testing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** PostgreSQL: a schema for each test, in one database. */
final class PostgresqlProgram extends ServerProgram {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";
  private static final String SECURED = "secured";

  private final String password = UUID.randomUUID().toString();

  @Override
  String name() {
    return "PostgreSQL";
  }

  @Override
  boolean isInstalled() {
    return program("postgres").isPresent() && program("initdb").isPresent();
  }

  private static Optional<Path> program(String name) {
    return find(name, Stream.concat(usualFolders(), versions()));
  }

  private static Stream<Path> versions() {
    if (!Files.isDirectory(VERSIONS)) {
      return Stream.of();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }

  @Override
  void initialise() throws IOException {
    Path secret = Files.writeString(folder().resolve("password"), password);
    ask(
        unprivileged(
            List.of(
                program("initdb").orElseThrow().toString(),
                "-D",
                data(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                secret.toString(),
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N")),
        Map.of());
    Path access = folder().resolve("data/pg_hba.conf");
    Files.writeString(
        access, "hostnossl all %s all reject\n%s".formatted(SECURED, Files.readString(access)));
  }

  private String data() {
    return folder().resolve("data").toString();
  }

  @Override
  List<String> command() {
    var words = new ArrayList<>(options());
    if (!secret().isEmpty()) {
      words.addAll(
          List.of(
              "-c",
              "ssl=on",
              "-c",
              "ssl_cert_file=" + secret().getFirst(),
              "-c",
              "ssl_key_file=" + secret().getLast()));
    }
    return words;
  }

  private List<String> options() {
    return List.of(
        program("postgres").orElseThrow().toString(),
        "-D",
        data(),
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port()),
        "-k",
        folder().toString(),
        "-F",
        "-c",
        "full_page_writes=off",
        "-c",
        "max_connections=200",
        "-c",
        "shared_buffers=64MB",
        "-c",
        "deadlock_timeout=100ms");
  }

  @Override
  String readyText() {
    return "ready to accept connections";
  }

  @Override
  String stopSignal() {
    return "INT";
  }

  @Override
  void prepare() {
    // The database of the administrator serves.
  }

  @Override
  TestDatabase create(String database) {
    ask("create schema " + database, "public");
    return new TestDatabase(
        "postgresql://127.0.0.1:%d/%s?currentSchema=%s".formatted(port(), USER, database),
        database,
        USER,
        password);
  }

  @Override
  String execute(String database, String statements) {
    return ask(statements, database);
  }

  @Override
  TestDatabase createWhole(String database) {
    ask("create database " + database, "public");
    return new TestDatabase(
        "postgresql://127.0.0.1:%d/%s".formatted(port(), database), database, USER, password);
  }

  @Override
  TestDatabase createSecured(String database) {
    ask(
        "drop role if exists %1$s; create role %1$s login superuser password '%2$s'"
            .formatted(SECURED, password),
        "public");
    return new TestDatabase(create(database).url(), database, SECURED, password);
  }

  @Override
  Map<String, String> adminVariables(TestDatabase database) {
    return Map.of(
        "PGHOST",
        "127.0.0.1",
        "PGPORT",
        String.valueOf(port()),
        "PGUSER",
        database.user(),
        "PGPASSWORD",
        database.password(),
        "PATH",
        pathWith(program("pg_dump").orElseThrow().toString()),
        "NAME",
        database.name());
  }

  private String ask(String statements, String schema) {
    return ask(
        List.of(
            program("psql").orElseThrow().toString(),
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(port()),
            "-U",
            USER,
            "-c",
            statements),
        Map.of("PGPASSWORD", password, "PGOPTIONS", "-c search_path=" + schema));
  }
}
