package io.pitwheel.bench.held;

import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.engine.Engine;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many runs a second can be asked for; an engine that holds them all starts none. */
public final class CreateRunRow implements BenchRow {
  private static final int CLIENTS = 8;
  private static final int RUNS = 1_000;
  private static final int WARM_UP_RUNS = 300;

  @Override
  public String name() {
    return "create-run";
  }

  @Override
  public String definition() {
    return "POST /apis/v2beta1/runs from %d clients in this process, the pipeline inline, %d runs held;"
            .formatted(CLIENTS, RUNS)
        + " the budget is for PostgreSQL (--database), without it this is the database of one"
        + " machine";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("create-run");
    Figure sync = new Figure("sync of one page", "ms", "", ground.syncMillis());
    try (PitwheelServer server =
            PitwheelServer.start(settings(ground, data), CreateRunRow::holdingEngine);
        HttpClient client = HttpClient.newHttpClient()) {
      URI runs = URI.create(server.address() + "/apis/v2beta1/runs");
      create(client, runs, WARM_UP_RUNS);
      double seconds = create(client, runs, RUNS);
      return List.of(
          Figure.single("runs created", "1/s", "PostgreSQL: >= 500", RUNS / seconds), sync);
    } finally {
      BenchGround.delete(data);
    }
  }

  private static ServerSettings settings(BenchGround ground, Path data) {
    var flags = new HashMap<>(ground.database());
    flags.put("server.port", "0");
    flags.put("server.grpcPort", "0");
    return ServerSettings.of(data, flags);
  }

  private static EngineFactory.EngineRoom holdingEngine(EngineFactory.Surroundings surroundings) {
    return new EngineFactory.EngineRoom(
        new HoldingEngine(),
        (_, _, _, _) -> new byte[0],
        new FolderObjectStore(surroundings.dataFolder()),
        LocalFolders.EVERYWHERE,
        surroundings.dataFolder().toString(),
        _ -> {},
        () -> {});
  }

  private static double create(HttpClient client, URI runs, int count)
      throws InterruptedException, IOException {
    String body = body();
    var left = new AtomicInteger(count);
    var failures = new AtomicInteger();
    var clients = new ArrayList<Thread>();
    long begin = System.nanoTime();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                while (left.getAndDecrement() > 0) {
                  failures.addAndGet(isCreated(client, runs, body) ? 0 : 1);
                }
              }));
    }
    for (Thread thread : clients) {
      thread.join();
    }
    if (failures.get() > 0) {
      throw new IOException(failures + " of " + count + " runs were not created (expected: 0)");
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static boolean isCreated(HttpClient client, URI runs, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(runs)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      return response.statusCode() == 200;
    } catch (IOException exception) {
      return false;
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String body() {
    JsonValue pipeline =
        JsonReader.read(
            """
            {"components": {"comp-step": {"executorLabel": "exec-step"}},
             "deploymentSpec": {"executors": {"exec-step": {"container": {"image": "bench", "command": ["true"]}}}},
             "pipelineInfo": {"name": "bench"},
             "root": {"dag": {"tasks": {"step": {"componentRef": {"name": "comp-step"}, "taskInfo": {"name": "step"}}}}},
             "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0"}
            """);
    return JsonWriter.write(
        new JsonObject(Map.of("display_name", JsonValue.of("bench"), "pipeline_spec", pipeline)));
  }

  /** Takes every run and does nothing with it. */
  private static final class HoldingEngine implements Engine {
    @Override
    public void submit(String runId) {
      // Held.
    }

    @Override
    public void retry(String runId) {
      // Held.
    }

    @Override
    public void terminate(String runId) {
      // Held.
    }
  }
}
