package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupportCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void writesTheArchiveAndPrintsWhere() throws IOException {
    server.answer("GET runs/1/support", 200, "an archive");
    var program = new CommandLineFixture(server, folder);
    Path file = folder.resolve("archive.zip");

    assertThat(program.ask("support", "1", "-o", file.toString())).isZero();

    assertThat(file).hasContent("an archive");
    assertThat(program.output()).isEqualTo(file + "\n");
    assertThat(program.errors()).contains("secrets are masked");
  }

  @Test
  void overwritesNothing() throws IOException {
    server.answer("GET runs/1/support", 200, "an archive");
    var program = new CommandLineFixture(server, folder);
    Path file = Files.writeString(folder.resolve("precious.zip"), "mine");

    assertThat(program.ask("support", "1", "-o", file.toString())).isEqualTo(2);

    assertThat(file).hasContent("mine");
    assertThat(program.errors()).contains(file.toString(), "expected: a name that is free");
    assertThat(server.requests()).doesNotContain("GET runs/1/support");
  }

  @Test
  void leavesNothingWhenTheServerRefuses() {
    server.answer("GET runs/1/support", 404, "{\"code\": 5, \"message\": \"no such run\"}");
    var program = new CommandLineFixture(server, folder);
    Path file = folder.resolve("archive.zip");

    assertThat(program.ask("support", "1", "-o", file.toString())).isEqualTo(2);

    assertThat(file).doesNotExist();
    assertThat(program.errors()).contains("no such run");
  }

  @Test
  void saysWhenItCannotWrite() {
    server.answer("GET runs/1/support", 200, "an archive");
    var program = new CommandLineFixture(server, folder);

    int exitCode = program.ask("support", "1", "-o", folder.resolve("none/a.zip").toString());

    assertThat(exitCode).isEqualTo(3);
    assertThat(program.errors()).contains("writing what is known of run 1", "none/a.zip");
  }
}
