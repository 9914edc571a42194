package io.pitwheel.testing.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** PostgreSQL: a schema for each test, in one database. */
final class PostgresqlProgram extends ServerProgram {
  private static final String USER = "postgres";

  private final String password = UUID.randomUUID().toString();

  @Override
  String name() {
    return "PostgreSQL";
  }

  @Override
  boolean isInstalled() {
    return PostgresqlPrograms.find("postgres").isPresent()
        && PostgresqlPrograms.find("initdb").isPresent();
  }

  @Override
  void initialise() throws IOException {
    Path secret = Files.writeString(folder().resolve("password"), password);
    ask(
        unprivileged(
            List.of(
                PostgresqlPrograms.find("initdb").orElseThrow().toString(),
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
  }

  private String data() {
    return folder().resolve("data").toString();
  }

  @Override
  List<String> command() {
    return List.of(
        PostgresqlPrograms.find("postgres").orElseThrow().toString(),
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
  TestDatabase backUpAndRestore(TestDatabase database, String restored) {
    String file = folder().resolve(restored + ".dump").toString();
    Map<String, String> access =
        Map.of(
            "PGHOST",
            "127.0.0.1",
            "PGPORT",
            String.valueOf(port()),
            "PGUSER",
            USER,
            "PGPASSWORD",
            password);
    ask(
        List.of(
            PostgresqlPrograms.find("pg_dump").orElseThrow().toString(),
            "--format=custom",
            "--schema=" + database.name(),
            "--file=" + file,
            USER),
        access);
    ask("create database " + restored, "public");
    ask(
        List.of(
            PostgresqlPrograms.find("pg_restore").orElseThrow().toString(),
            "--no-owner",
            "--exit-on-error",
            "--dbname=" + restored,
            file),
        access);
    return new TestDatabase(
        "postgresql://127.0.0.1:%d/%s?currentSchema=%s"
            .formatted(port(), restored, database.name()),
        database.name(),
        USER,
        password);
  }

  private String ask(String statements, String schema) {
    return ask(
        List.of(
            PostgresqlPrograms.find("psql").orElseThrow().toString(),
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
