package io.pitwheel.bench.server;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A {@code ./pitwheel server} of its own process, started as users start it. */
public final class StandingServer implements AutoCloseable {
  private static final String LISTENING = "listening on ";
  private static final String ROUTES = "/apis/v2beta1/";

  /** Of the Linux kernel, towards programs, on every common machine. */
  private static final int TICKS_A_SECOND = 100;

  private final Process process;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private StandingServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it and returns when it says where it listens. */
  public static StandingServer start(BenchGround ground, Path data) throws IOException {
    Process process =
        new ProcessBuilder(
                ground.script(),
                "server",
                "--port",
                "0",
                "--grpc-port",
                "0",
                "--data",
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader();
    String address = addressIn(output);
    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    return new StandingServer(process, address);
  }

  /**
   * Asks for a path below the API's root and answers the body.
   *
   * @throws IOException when the status is not 200
   */
  public String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address + ROUTES + path)).build());
  }

  /** Creates a run of a pipeline and answers its id. */
  public String createRun(JsonValue pipeline) throws IOException, InterruptedException {
    var body =
        new JsonObject(Map.of("display_name", JsonValue.of("bench"), "pipeline_spec", pipeline));
    String answer =
        send(
            HttpRequest.newBuilder(URI.create(address + ROUTES + "runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonWriter.write(body)))
                .build());
    return textIn(answer, "run_id");
  }

  /** The events of a run after a sequence number, as server-sent events; ends with the run. */
  public BufferedReader events(String runId, long after) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(address + ROUTES + "runs/" + runId + "/events?after=" + after))
                .build(),
            BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * Seconds from asking for a run to its written end.
   *
   * @throws IOException when it does not end well
   */
  public double secondsOfRun(JsonValue pipeline) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String runId = createRun(pipeline);
    awaitEnd(runId);
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Returns when the run has ended.
   *
   * @throws IOException when it did not end well
   */
  public void awaitEnd(String runId) throws IOException, InterruptedException {
    try (BufferedReader events = events(runId, 0)) {
      events.lines().forEach(_ -> {});
    }
    String state = textIn(get("runs/" + runId), "state");
    if (!state.equals("SUCCEEDED")) {
      throw new IOException("run " + runId + " ended " + state + " (expected: SUCCEEDED)");
    }
  }

  /** Resident memory in MB: what it has now ({@code VmRSS}) or had at most ({@code VmHWM}). */
  public double memory(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Processor seconds of the server and of the commands that have ended. */
  public double processorSeconds() throws IOException {
    String text = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // After the command's name in parentheses; the four times start at the twelfth field there.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / (double) TICKS_A_SECOND;
  }

  /** Ends it as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    client.shutdownNow();
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answered %d (expected: 200): %s"
              .formatted(request.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  private static String textIn(String json, String member) throws IOException {
    if (JsonReader.read(json) instanceof JsonObject object
        && object.members().get(member) instanceof JsonText text) {
      return text.value();
    }
    throw new IOException("no text " + member + " in the answer " + json);
  }

  private static String addressIn(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        String rest = line.substring(LISTENING.length());
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
      }
    }
    throw new IOException("the server ended without saying where it listens");
  }
}
