package io.pitwheel.bench.held;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.engine.Engine;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls about tasks a second a launcher elsewhere may make. */
public final class TaskWritesRow implements BenchRow {
  private static final int CLIENTS = 8;
  private static final int TASKS = 1_000;
  private static final int WARM_UP_TASKS = 300;
  private static final int MANY_RUNS = 100;
  private static final int CALLS_OF_A_TASK = 3;

  @Override
  public String name() {
    return "task-writes";
  }

  @Override
  public String definition() {
    return "CreateTask, CreateArtifact and UpdateTask to its end, of %d tasks by REST from %d clients in this process, in one run and across %d runs that are driven elsewhere;"
            .formatted(TASKS, CLIENTS, MANY_RUNS)
        + " each call is folded and synced before its answer; the budget is for PostgreSQL"
        + " (--database), without it this is the database of one machine";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("task-writes");
    Figure sync = new Figure("sync of one page", "ms", "", ground.syncMillis());
    try (PitwheelServer server =
            PitwheelServer.start(settings(ground, data), TaskWritesRow::roomWithoutEngine);
        HttpClient client = HttpClient.newHttpClient()) {
      var calls = new Calls(client, server.address() + "/apis/v2beta1/");
      double unused = seconds(calls, calls.loops(1, WARM_UP_TASKS));
      double inOne = seconds(calls, calls.loops(1, TASKS));
      double inMany = seconds(calls, calls.loops(MANY_RUNS, TASKS / MANY_RUNS));
      String budget = "PostgreSQL: >= 800";
      return List.of(
          Figure.single("calls in one run", "1/s", budget, TASKS * CALLS_OF_A_TASK / inOne),
          Figure.single("calls across 100 runs", "1/s", budget, TASKS * CALLS_OF_A_TASK / inMany),
          Figure.single("warm-up", "s", "", unused),
          sync);
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

  private static EngineFactory.EngineRoom roomWithoutEngine(
      EngineFactory.Surroundings surroundings) {
    return new EngineFactory.EngineRoom(
        new NoEngine(),
        (_, _, _, _) -> new byte[0],
        new FolderObjectStore(surroundings.dataFolder()),
        LocalFolders.EVERYWHERE,
        surroundings.dataFolder().toString(),
        _ -> {},
        () -> {});
  }

  /** A task to be written. */
  private record Place(String runId, String loopId, int iteration) {}

  private static double seconds(Calls calls, List<Place> places)
      throws InterruptedException, IOException {
    var next = new AtomicInteger();
    var failures = new AtomicInteger();
    var clients = new ArrayList<Thread>();
    long begin = System.nanoTime();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int at = next.getAndIncrement();
                    at < places.size();
                    at = next.getAndIncrement()) {
                  failures.addAndGet(calls.isWritten(places.get(at)) ? 0 : 1);
                }
              }));
    }
    for (Thread thread : clients) {
      thread.join();
    }
    if (failures.get() > 0) {
      throw new IOException(
          failures + " of " + places.size() + " tasks were not written (expected: 0)");
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** What a driver and launchers elsewhere say. */
  private record Calls(HttpClient client, String address) {
    /** Runs with one loop each, entered; the tasks that are to be written in them. */
    List<Place> loops(int runs, int iterations) throws IOException, InterruptedException {
      var places = new ArrayList<Place>();
      String pipeline =
          JsonWriter.write(
              PipelineDocumentReader.read(
                      PipelineTexts.loop(1, "true").getBytes(StandardCharsets.UTF_8))
                  .specification()
                  .document());
      for (int run = 0; run < runs; run++) {
        String runId =
            text(
                post(
                    "runs",
                    "{\"display_name\":\"bench\",\"pipeline_spec\":%s,\"plugins_input\":{\"pitwheel\":{\"driven_elsewhere\":true}}}"
                        .formatted(pipeline)),
                "run_id");
        String tasks = "runs/" + runId + "/tasks";
        String unused = post(tasks, "{\"name\":\"ROOT\"}");
        String loopId =
            text(
                post(
                    tasks,
                    "{\"scope_path\":\"root.for-loop-1\",\"type_attributes\":{\"iteration_count\":%d}}"
                        .formatted(iterations)),
                "task_id");
        for (int i = 0; i < iterations; i++) {
          places.add(new Place(runId, unused.isEmpty() ? "" : loopId, i));
        }
      }
      return places;
    }

    boolean isWritten(Place place) {
      try {
        String tasks = "runs/" + place.runId() + "/tasks";
        String taskId =
            text(
                post(
                    tasks,
                    "{\"name\":\"body\",\"scope_path\":\"root.for-loop-1.body\",\"parent_task_id\":\"%s\",\"type_attributes\":{\"iteration_index\":%d},\"state\":\"RUNNING\"}"
                        .formatted(place.loopId(), place.iteration())),
                "task_id");
        String artifact =
            post(
                "artifacts",
                "{\"run_id\":\"%s\",\"task_id\":\"%s\",\"producer_key\":\"model\",\"artifact\":{\"name\":\"model\",\"type\":\"Model\",\"uri\":\"s3://bucket/%s\"}}"
                    .formatted(place.runId(), taskId, taskId));
        String ended =
            send(
                "PATCH",
                tasks + "/" + taskId,
                "{\"state\":\"SUCCEEDED\",\"outputs\":{\"parameters\":[{\"parameter_key\":\"score\",\"value\":0.5}]}}");
        return !artifact.isEmpty() && text(ended, "state").equals("SUCCEEDED");
      } catch (IOException exception) {
        return false;
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private String post(String path, String body) throws IOException, InterruptedException {
      return send("POST", path, body);
    }

    private String send(String verb, String path, String body)
        throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Content-Type", "application/json")
              .method(verb, BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s answered %d (expected: 200): %s"
                .formatted(path, response.statusCode(), response.body()));
      }
      return response.body();
    }

    private static String text(String json, String member) throws IOException {
      if (JsonReader.read(json) instanceof JsonObject object
          && object.members().get(member) instanceof JsonText(String text)) {
        return text;
      }
      throw new IOException("no text " + member + " in the answer " + json);
    }
  }

  /** The runs are somebody else's. */
  private static final class NoEngine implements Engine {
    @Override
    public void submit(String runId) {
      // Nothing to move.
    }

    @Override
    public void retry(String runId) {
      // Nothing to move.
    }

    @Override
    public void terminate(String runId) {
      // Nothing to move.
    }
  }
}
