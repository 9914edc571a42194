package io.pitwheel.bench.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server of a cluster whose program ends in every way there is. */
@Timeout(120)
class PostgresqlClusterTest {
  private static final String CONTROL =
      """
      #!/bin/sh
      case "$*" in
        *start) echo > "$2/starting"; while [ ! -e "$2/go" ]; do sleep 0.05; done ;;
        *stop) echo stopped > "$2/stopped" ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void open() throws IOException {
    // The database is nobody's where tests are root's.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void doesNotOutliveItsProgram() throws Exception {
    assumeTrue(
        PostgresqlCluster.isInstalled() || "true".equals(System.getenv("CI")),
        "PostgreSQL is not installed");
    for (String end : List.of("-TERM %d", "-KILL %d", "-TERM -- -%d", "-KILL -- -%d")) {
      Process program = start();
      BufferedReader output = program.inputReader(UTF_8);
      assertThat(output.readLine()).startsWith("postgresql://127.0.0.1:");
      ProcessHandle server = server();

      signal(end.formatted(program.pid()));

      assertThat(program.waitFor(30, TimeUnit.SECONDS)).as(end).isTrue();
      server.onExit().get(60, TimeUnit.SECONDS);
      assertThat(server.isAlive()).as(end).isFalse();
    }
  }

  /** In a group of its own, as a shell starts it. */
  private Process start() throws IOException {
    return new ProcessBuilder(
            "setsid",
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterKeeper.class.getName(),
            folder.resolve("cluster").toString())
        .redirectError(folder.resolve("said").toFile())
        .start();
  }

  private ProcessHandle server() throws IOException {
    Path lock = folder.resolve("cluster/data/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(lock).getFirst());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void signal(String words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill"));
    command.addAll(List.of(words.split(" ", -1)));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @Test
  void isStoppedAlthoughItsProgramEndedBeforeItHadStarted() throws Exception {
    Path control = Files.writeString(folder.resolve("control"), CONTROL);
    Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process guard =
        new ProcessBuilder(
                PostgresqlCluster.guarded(
                    control.toString(), folder.toString(), "no log", "no options"))
            .redirectError(folder.resolve("said").toFile())
            .start();

    // As pipes are once the program at their other end is gone.
    guard.getInputStream().close();
    guard.getOutputStream().close();
    Files.createFile(folder.resolve("go"));

    assertThat(guard.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("stopped")).hasContent("stopped");
  }
}
