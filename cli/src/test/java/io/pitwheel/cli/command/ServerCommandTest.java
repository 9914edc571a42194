package io.pitwheel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import io.pitwheel.cli.connection.DataFolderBusy;
import io.pitwheel.cli.connection.EmbeddedServer;
import io.pitwheel.cli.connection.ServerStart;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.surroundings.InterruptionsDriver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerCommandTest {
  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private final List<ServerStart> starts = new ArrayList<>();
  private CommandLineFixture program;

  @BeforeEach
  void prepare() {
    program = new CommandLineFixture(server, folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesUntilItIsToldToStopAndEndsWithZero() {
    program.servers(start -> {
      starts.add(start);
      InterruptionsDriver.interrupt(program.interruptions);
      return embedded();
    });

    int exitCode = program.run("server", "--port", "0", "--data", folder.toString());

    assertThat(exitCode).isZero();
    assertThat(starts)
        .containsExactly(new ServerStart(folder, null, Map.of("server.port", "0"), true));
    assertThat(program.output())
        .isEqualTo("listening on http://127.0.0.1:7 (gRPC 127.0.0.1:8)\nclosed\n");
  }

  @Test
  void endsWithOneWhenThePortOrTheFolderIsTaken() {
    program.servers(start -> {
      throw CommandFailure.trouble("listening on port 8888: taken", null);
    });
    assertThat(program.run("server")).isEqualTo(1);

    program.servers(start -> {
      throw new DataFolderBusy("opening /data: owned by process 42", new IOException());
    });
    assertThat(program.run("server")).isEqualTo(1);
    assertThat(program.errors()).contains("port 8888").contains("process 42");
  }

  @ParameterizedTest
  @CsvSource({"--port, 99999", "--port, -1", "--grpc-port, 65536"})
  void refusesPortsThatNoMachineHasInOneLine(String option, String number) {
    assertThat(program.run("server", option, number)).isEqualTo(2);

    assertThat(program.errors())
        .isEqualTo(
            "pitwheel: reading %s %s (expected: 0 to 65535, where 0 takes a free one)\n"
                .formatted(option, number));
  }

  private EmbeddedServer embedded() {
    return new EmbeddedServer() {
      @Override
      public URI address() {
        return URI.create("http://127.0.0.1:7");
      }

      @Override
      public String grpcAddress() {
        return "127.0.0.1:8";
      }

      @Override
      public String token() {
        return "";
      }

      @Override
      public void close() {
        program.print("closed");
      }
    };
  }
}
