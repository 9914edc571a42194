package io.pitwheel.bench.process;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From typing the command to an answered health check, and what the idle server keeps. */
public final class ServerStartRow implements BenchRow {
  private static final int ROUNDS = 7;

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
    try (var server = StandingServer.start(ground, data)) {
      server.get("healthz");
      ready.add((System.nanoTime() - begin) / 1e6);
      server.get("runs");
      server.get("experiments");
      resident.add(server.memory("VmRSS"));
    }
  }
}
