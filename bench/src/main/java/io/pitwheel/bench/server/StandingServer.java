package io.pitwheel.bench.server;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A {@code ./pitwheel server} of its own process, started as users start it. */
public final class StandingServer implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  /** Of the Linux kernel, towards programs, on every common machine. */
  private static final int TICKS_A_SECOND = 100;

  private final Process process;
  private final ApiClient client;

  private StandingServer(Process process, String address) {
    this.process = process;
    this.client = new ApiClient(address);
  }

  /** Starts it on a database in its data folder; returns when it says where it listens. */
  public static StandingServer start(BenchGround ground, Path data) throws IOException {
    return start(ground, data, Map.of());
  }

  /**
   * As the other.
   *
   * @param variables settings, as variables of its environment
   */
  public static StandingServer start(BenchGround ground, Path data, Map<String, String> variables)
      throws IOException {
    return start(ground, data, 0, variables);
  }

  /**
   * As the other.
   *
   * @param port for REST; 0 for a free one
   */
  public static StandingServer start(
      BenchGround ground, Path data, int port, Map<String, String> variables) throws IOException {
    Path errors = Files.createTempFile(ground.folder(), "server", ".log");
    errors.toFile().deleteOnExit();
    var builder =
        new ProcessBuilder(
                ground.script(),
                "server",
                "--port",
                Integer.toString(port),
                "--grpc-port",
                "0",
                "--data",
                data.toString())
            .redirectError(errors.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    String address = addressIn(output, errors);
    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    return new StandingServer(process, address);
  }

  /** As {@link ApiClient#get}. */
  public String get(String path) throws IOException, InterruptedException {
    return client.get(path);
  }

  /** Creates a run of a pipeline and answers its id. */
  public String createRun(JsonValue pipeline) throws IOException, InterruptedException {
    var body =
        new JsonObject(Map.of("display_name", JsonValue.of("bench"), "pipeline_spec", pipeline));
    String answer = client.send("POST", "runs", JsonWriter.write(body));
    return ApiClient.textIn(answer, "run_id");
  }

  /** The events of a run after a sequence number, as server-sent events; ends with the run. */
  public BufferedReader events(String runId, long after) throws IOException, InterruptedException {
    return client.lines("runs/" + runId + "/events?after=" + after);
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
    String state = ApiClient.textIn(get("runs/" + runId), "state");
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
    client.close();
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private static String addressIn(BufferedReader output, Path errors) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        String rest = line.substring(LISTENING.length());
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
      }
    }
    throw new IOException(
        "the server ended without saying where it listens: " + Files.readString(errors).strip());
  }
}
