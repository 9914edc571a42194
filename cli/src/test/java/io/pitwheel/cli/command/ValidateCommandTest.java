package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysWhatAnAcceptedPipelineConsistsOf() {
    server.answer(
        "POST pipelines:validate",
        200,
        "{\"pipeline_name\": \"penguins\", \"task_count\": 5, \"component_count\": 3,"
            + " \"warnings\": [\"root.dag.tasks.a: its cache key is ignored\"]}");
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("penguins.yaml", "pipelineInfo: …");

    assertThat(program.ask("validate", file.toString())).isZero();

    assertThat(program.output())
        .isEqualTo(file + " is valid: pipeline penguins, tasks 5, components 3\n");
    assertThat(program.errors()).isEqualTo("warning: root.dag.tasks.a: its cache key is ignored\n");
    assertThat(server.bodyOf("POST pipelines:validate"))
        .isEqualTo("{\"pipeline\":\"pipelineInfo: …\"}");
  }

  @Test
  void endsWithTwoAndThePlaceWhenThePipelineIsRefused() {
    server.answer("POST pipelines:validate", 400, "{\"code\":3,\"message\":\"root: missing\"}");
    var program = new CommandLineFixture(server, folder);
    Path file = program.file("empty.yaml", "");

    assertThat(program.ask("validate", file.toString())).isEqualTo(2);

    assertThat(program.errors()).isEqualTo("pitwheel: %s: root: missing\n".formatted(file));
    assertThat(program.output()).isEmpty();
  }
}
