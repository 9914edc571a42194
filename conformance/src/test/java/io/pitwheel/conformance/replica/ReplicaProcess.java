package io.pitwheel.conformance.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.JavaProgram;
import io.pitwheel.testing.database.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One of the servers on a database. */
final class ReplicaProcess implements AutoCloseable {
  private static final String API = "/apis/v2beta1";
  private static final int NO_CONTENT = 204;

  /** Written when the clocks were right. */
  static final String CLOCK = "clock";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private ReplicaProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param folder has its data, and its log {@code <name>.log}; all replicas of a folder have one
   *     clock
   */
  static ReplicaProcess start(Path folder, String name, TestDatabase database) throws IOException {
    Process process =
        new ProcessBuilder(
                JavaProgram.command(
                    ReplicaServer.class,
                    folder.resolve(name).toString(),
                    Long.toString(Files.getLastModifiedTime(folder.resolve(CLOCK)).toMillis()),
                    "server.port=0",
                    "server.grpcPort=0",
                    "execution.slots=4",
                    "objectStore.root=" + folder.resolve("artifacts"),
                    "database.url=" + database.url(),
                    "database.user=" + database.user(),
                    "database.password=" + database.password()))
            .redirectError(log(folder, name).toFile())
            .start();
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = lines.readLine();
    assertThat(line)
        .as(() -> "the address of " + name + ", which printed: " + read(log(folder, name)))
        .startsWith("http://");
    return new ReplicaProcess(process, URI.create(line));
  }

  static Path log(Path folder, String name) {
    return folder.resolve(name + ".log");
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(API + path)));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(API + path)).DELETE());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a request that succeeds; its answer. */
  String post(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address.resolve(API + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Reads the events of a run to its end; their numbers. */
  List<String> follow(String runId) throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    while (true) {
      String after = ids.isEmpty() ? "0" : ids.getLast();
      HttpResponse<Stream<String>> answer =
          client.send(
              HttpRequest.newBuilder(
                      address.resolve("%s/runs/%s/events?after=%s".formatted(API, runId, after)))
                  .build(),
              BodyHandlers.ofLines());
      if (answer.statusCode() == NO_CONTENT) {
        return ids;
      }
      try (var lines = answer.body()) {
        lines
            .filter(line -> line.startsWith("id:"))
            .forEach(line -> ids.add(line.substring("id:".length()).strip()));
      }
    }
  }

  /** The events of a run, line by line as they come. */
  CompletableFuture<HttpResponse<Stream<String>>> open(String runId) {
    return client.sendAsync(
        HttpRequest.newBuilder(address.resolve("%s/runs/%s/events".formatted(API, runId))).build(),
        BodyHandlers.ofLines());
  }

  /** As a crash of the machine would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(exit).isZero();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    client.close();
  }
}
