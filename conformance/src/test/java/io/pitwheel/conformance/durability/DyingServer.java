package io.pitwheel.conformance.durability;

import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.EngineFactory.EngineRoom;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.store.Stores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The program that is killed: a whole server on a data folder, which asks for the run of a request
 * file when there is none yet, and exits 0 when the run has ended.
 */
public final class DyingServer {
  private static final int SLOTS = 4;

  private DyingServer() {}

  /**
   * @param arguments data folder, run id, file of the request, crossings before the end
   */
  public static void main(String[] arguments) throws Exception {
    String runId = arguments[1];
    var countdown = new Countdown(Integer.parseInt(arguments[3]));
    var ended = new CountDownLatch(1);
    var opened = new AtomicReference<Stores>();
    EngineFactory factory =
        surroundings -> {
          opened.set(surroundings.stores());
          EngineRoom room =
              new LocalEngineFactory(SLOTS, parts -> dying(parts, countdown)).create(surroundings);
          surroundings.stores().events().onAppended(_ -> endWhenOver(opened, runId, ended));
          return room;
        };
    var settings = ServerSettings.local(Path.of(arguments[0]));
    try (PitwheelServer server = PitwheelServer.start(settings, factory)) {
      requestRun(server, Path.of(arguments[2]));
      endWhenOver(opened, runId, ended);
      ended.await();
    }
    System.exit(0);
  }

  private static LocalEngineParts dying(LocalEngineParts parts, Countdown countdown) {
    return new LocalEngineParts(
        parts.runs(),
        new DyingTaskStore(parts.tasks(), countdown),
        parts.graphs(),
        parts.driver(),
        new DyingLauncher(parts.launcher(), countdown),
        parts.workspaces(),
        parts.orphans(),
        parts.objects(),
        parts.systemLog(),
        parts.caching(),
        parts.identifiers(),
        parts.clock(),
        parts.slots(),
        parts.artifactRoot());
  }

  private static void endWhenOver(
      AtomicReference<Stores> stores, String runId, CountDownLatch ended) {
    boolean isOver =
        stores.get().runs().find(runId).map(run -> run.state().isTerminal()).orElse(false);
    if (isOver) {
      ended.countDown();
    }
  }

  /** The same request with the same run id: asked for again after every death, made once. */
  private static void requestRun(PitwheelServer server, Path request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address() + "/apis/v2beta1/runs"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(Files.readString(request)))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    }
  }
}
