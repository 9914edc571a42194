package io.pitwheel.conformance.durability;

import io.pitwheel.engine.local.LocalEngineParts;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The program that is killed: a whole server on a data folder, which asks for the run of a request
 * file when there is none yet, lets it go on when it has failed and that is the errand, and exits 0
 * when the run has ended.
 */
public final class DyingServer {
  /** The errand to run. */
  static final String RUN = "run";

  /** The errand to let a run that failed go on. */
  static final String RETRY = "retry";

  private static final String RUNS = "/apis/v2beta1/runs";
  private static final int SLOTS = 4;

  private DyingServer() {}

  /**
   * @param arguments data folder, run id, file of the request, crossings before the end, errand
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
              dying(
                  new LocalEngineFactory(SLOTS, parts -> dying(parts, countdown))
                      .create(surroundings),
                  countdown);
          surroundings.stores().events().onAppended(_ -> endWhenOver(opened, runId, ended));
          return room;
        };
    var settings = ServerSettings.local(Path.of(arguments[0]));
    try (PitwheelServer server = PitwheelServer.start(settings, factory)) {
      post(server, RUNS, Files.readString(Path.of(arguments[2])));
      if (arguments[4].equals(RETRY)
          && stateOf(opened, runId).map(RunState.FAILED::equals).orElse(false)) {
        post(server, "%s/%s:retry".formatted(RUNS, runId), "");
      }
      endWhenOver(opened, runId, ended);
      ended.await();
    }
    System.exit(0);
  }

  /** The server writes large parameters of a run. */
  private static EngineRoom dying(EngineRoom room, Countdown countdown) {
    return new EngineRoom(
        room.engine(),
        room.logs(),
        DyingObjects.of(room.objects(), countdown),
        room.localFolders(),
        room.artifactRoot(),
        room.pipelineRoots(),
        room.onClose());
  }

  private static LocalEngineParts dying(LocalEngineParts parts, Countdown countdown) {
    return new LocalEngineParts(
        parts
            .shared()
            .withTasks(new DyingTaskStore(parts.shared().tasks(), countdown))
            .withObjects(DyingObjects.of(parts.shared().objects(), countdown)),
        new DyingLauncher(parts.launcher(), countdown),
        parts.orphans(),
        parts.slots());
  }

  private static void endWhenOver(
      AtomicReference<Stores> stores, String runId, CountDownLatch ended) {
    if (stateOf(stores, runId).map(RunState::isTerminal).orElse(false)) {
      ended.countDown();
    }
  }

  private static Optional<RunState> stateOf(AtomicReference<Stores> stores, String runId) {
    return stores.get().runs().find(runId).map(Run::state);
  }

  /** The same request with the same run id: asked for again after every death, made once. */
  private static void post(PitwheelServer server, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address() + path))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    }
  }
}
