package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheWorkflowAsItCame() {
    server.answer("POST pipelines:compile", 200, "{\"workflows\": \"kind: Workflow\\n\"}");
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("hello.yaml", "pipelineInfo: …");

    assertThat(program.ask("compile", file.toString())).isZero();

    assertThat(program.output()).isEqualTo("kind: Workflow\n");
    assertThat(server.bodyOf("POST pipelines:compile"))
        .isEqualTo("{\"pipeline\":\"pipelineInfo: …\"}");
  }

  @Test
  void asksForJson() {
    server.answer("POST pipelines:compile", 200, "{\"workflows\": \"{}\\n\"}");
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("hello.yaml", "p");

    assertThat(program.ask("compile", file.toString(), "-o", "json")).isZero();

    assertThat(server.bodyOf("POST pipelines:compile"))
        .isEqualTo("{\"pipeline\":\"p\",\"format\":\"JSON\"}");
  }

  @Test
  void refusesAnUnknownFormatAndNamesTheKnownOnes() {
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("hello.yaml", "p");

    assertThat(program.ask("compile", file.toString(), "-o", "toml")).isEqualTo(2);

    assertThat(program.errors()).contains("toml", "yaml", "json");
  }

  @Test
  void endsWithTwoAndThePlaceWhenThePipelineIsRefused() {
    server.answer("POST pipelines:compile", 400, "{\"code\":3,\"message\":\"root: missing\"}");
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("empty.yaml", "");

    assertThat(program.ask("compile", file.toString())).isEqualTo(2);

    assertThat(program.errors()).isEqualTo("pitwheel: %s: root: missing\n".formatted(file));
  }
}
