package io.pitwheel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From typing the command to an answered health check, and what the idle server keeps. */
final class ServerStartRow implements BenchRow {
  private static final int ROUNDS = 7;
  private static final String LISTENING = "listening on ";

  @Override
  public String name() {
    return "server-start";
  }

  @Override
  public String definition() {
    return "./pitwheel server on an existing data folder: process start to an answered healthz, and"
        + " resident memory after three requests; %d rounds".formatted(ROUNDS);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("server-start");
    var ready = new ArrayList<Double>();
    var resident = new ArrayList<Double>();
    try {
      startOnce(ground, data, new ArrayList<>(), new ArrayList<>());
      for (int round = 0; round < ROUNDS; round++) {
        startOnce(ground, data, ready, resident);
      }
    } finally {
      BenchGround.delete(data);
    }
    return List.of(
        new Figure("start to healthy", "ms", "< 1,200", ready),
        new Figure("idle resident memory", "MB", "< 256", resident));
  }

  private static void startOnce(
      BenchGround ground, Path data, List<Double> ready, List<Double> resident)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process server =
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
    try (BufferedReader output = server.inputReader();
        HttpClient client = HttpClient.newHttpClient()) {
      String address = addressIn(output);
      request(client, address + "/apis/v2beta1/healthz");
      ready.add((System.nanoTime() - begin) / 1e6);
      request(client, address + "/apis/v2beta1/runs");
      request(client, address + "/apis/v2beta1/experiments");
      resident.add(residentMegabytes(server.pid()));
    } finally {
      server.destroy();
      server.waitFor();
    }
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

  private static void request(HttpClient client, String address)
      throws IOException, InterruptedException {
    int status =
        client
            .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new IOException(address + " answered " + status + " (expected: 200)");
    }
  }

  private static double residentMegabytes(long processId) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + processId + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
