package io.pitwheel.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import io.pitwheel.cli.client.ServerLost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerSessionTest {
  private static final String NOT_JSON_YET = "{\"address\": \"http://127";

  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private final List<ServerStart> starts = new ArrayList<>();
  private int closes;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksTheServerThatOwnsTheFolderWithItsToken() throws IOException {
    writeServerFile(ProcessHandle.current().pid());
    server.answer("GET runs", 200, "{}");
    try (var session = session(this::start)) {
      session.client().newestRuns();

      assertThat(session.isServing()).isFalse();
    }

    assertThat(server.asked().getFirst().token()).isEqualTo("Bearer secret");
    assertThat(starts).isEmpty();
    assertThat(closes).isZero();
  }

  @Test
  void startsAServerOnAFreeLoopbackPortWhenThereIsNone() {
    try (var session = session(this::start)) {
      assertThat(session.client().address()).isEqualTo(server.address());
      assertThat(session.isServing()).isTrue();
    }

    assertThat(starts).containsExactly(ServerStart.onLoopback(folder));
    assertThat(closes).isEqualTo(1);
  }

  @Test
  void startsAServerWhenTheFileIsOfADeadProcessOrCutShort() throws IOException {
    writeServerFile(deadProcess());
    try (var session = session(this::start)) {
      assertThat(session.client().address()).isEqualTo(server.address());
    }
    Files.writeString(folder.resolve("server.json"), NOT_JSON_YET);
    try (var session = session(this::start)) {
      assertThat(session.client().address()).isEqualTo(server.address());
    }

    assertThat(starts).hasSize(2);
  }

  @Test
  void waitsForTheOwnerThatIsStartingAndUsesIt() {
    var tries = new AtomicInteger();
    EmbeddedServers busy =
        start -> {
          if (tries.incrementAndGet() == 2) {
            writeServerFile(ProcessHandle.current().pid());
          }
          throw new DataFolderBusy("owned by process 1", new IOException());
        };
    try (var session = session(busy)) {
      assertThat(session.client().address()).isEqualTo(server.address());
      assertThat(session.isServing()).isFalse();
    }
  }

  @Test
  void takesTheFolderOverWhenItsServerIsLost() throws IOException {
    writeServerFile(ProcessHandle.current().pid());
    try (var other = new FakeServer();
        var session =
            session(start -> {
              starts.add(start);
              return embedded(other.address());
            })) {
      session.client();
      Files.delete(folder.resolve("server.json"));
      server.close();
      assertThatThrownBy(() -> session.client().newestRuns()).isInstanceOf(ServerLost.class);

      assertThat(session.reconnect().address()).isEqualTo(other.address());
      assertThat(session.isServing()).isTrue();
    }
  }

  @Test
  void drainsUntilRunsCreatedWhileItServedHaveEnded() {
    String running =
        """
        {"runs": [
          {"run_id": "other", "state": "RUNNING", "created_at": "2026-11-22T12:00:10Z"},
          {"run_id": "resumed", "state": "RUNNING", "created_at": "2026-11-22T11:00:00Z"},
          {"run_id": "own", "state": "SUCCEEDED", "created_at": "2026-11-22T12:00:10Z"}]}
        """;
    server
        .answer("GET runs", 200, running)
        .answer(
            "GET runs",
            200,
            running.replace(
                "RUNNING\", \"created_at\": \"2026-11-22T12",
                "FAILED\", \"created_at\": \"2026-11-22T12"))
        .answer(
            "GET runs/other/events",
            200,
            "event: run.state\nid: 9\ndata: {\"state\": \"FAILED\"}\n\n");
    var announced = new ArrayList<String>();
    try (var session = session(this::start)) {
      session.client();

      session.drain(announced::add);
    }

    assertThat(announced).containsExactly("other");
  }

  @Test
  void drainsNothingWhenItDoesNotServe() throws IOException {
    writeServerFile(ProcessHandle.current().pid());
    try (var session = session(this::start)) {
      session.client();

      session.drain(runId -> {});
    }

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void hasNoStandingClientWithoutServer() {
    try (var session = session(this::start)) {
      assertThat(session.standingClient()).isEmpty();
    }

    assertThat(starts).isEmpty();
  }

  private ServerSession session(EmbeddedServers servers) {
    return new ServerSession(
        new ServerChoice(null, "", folder),
        servers,
        InstantSource.fixed(CommandLineFixture.NOW.plusMillis(400)));
  }

  private EmbeddedServer start(ServerStart start) {
    starts.add(start);
    return embedded(server.address());
  }

  private EmbeddedServer embedded(URI address) {
    return new EmbeddedServer() {
      @Override
      public URI address() {
        return address;
      }

      @Override
      public String grpcAddress() {
        return "127.0.0.1:1";
      }

      @Override
      public String token() {
        return "";
      }

      @Override
      public void close() {
        closes++;
      }
    };
  }

  private void writeServerFile(long processId) {
    try {
      Files.writeString(
          folder.resolve("server.json"),
          "{\"address\": \"%s\", \"pid\": %d, \"token\": \"secret\"}"
              .formatted(server.address(), processId));
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }

  private static long deadProcess() throws IOException {
    Process process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }
}
