package io.pitwheel.conformance.durability;

import io.pitwheel.engine.Engine;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launcher.log.FolderTaskLogs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.page.PageRequest;
import io.pitwheel.recurringrun.RecurringRunQuery;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.EngineFactory.EngineRoom;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The program that is killed while it settles ticks: a whole server whose clock stands still and
 * whose runs end at once. It asks for the recurring run of a request file when there is none yet,
 * and exits 0 when nothing is due by its clock. Identifiers are asked for before and inside the
 * transaction of a tick, and events are told of after it: these are the points of the end.
 */
public final class FiringServer {
  private FiringServer() {}

  /**
   * @param arguments data folder, file of the request, time of the clock, crossings before the end
   */
  public static void main(String[] arguments) throws Exception {
    var clock = Clock.fixed(Instant.parse(arguments[2]), ZoneOffset.UTC);
    var countdown = new Countdown(Integer.parseInt(arguments[3]));
    var idle = new CountDownLatch(1);
    var opened = new AtomicReference<Stores>();
    EngineFactory factory =
        surroundings -> {
          Stores stores = surroundings.stores();
          opened.set(stores);
          stores
              .events()
              .onAppended(_ -> {
                countdown.cross();
                endWhenIdle(stores, clock, idle);
              });
          EngineRoom room = room(stores, clock, surroundings.dataFolder());
          // Submissions that a dead server had leased come back by a clock that goes on.
          stores.runs().listUnfinished().forEach(run -> room.engine().submit(run.id()));
          return room;
        };
    Identifiers random = Identifiers.random();
    Identifiers identifiers =
        () -> {
          countdown.cross();
          return random.next();
        };
    var settings = ServerSettings.local(Path.of(arguments[0]));
    try (var server = PitwheelServer.start(settings, factory, clock, identifiers)) {
      request(server, opened.get(), Path.of(arguments[1]));
      endWhenIdle(opened.get(), clock, idle);
      idle.await();
    }
    System.exit(0);
  }

  private static EngineRoom room(Stores stores, Clock clock, Path dataFolder) {
    return new EngineRoom(
        new EndingEngine(stores, clock),
        new FolderTaskLogs(dataFolder),
        new FolderObjectStore(dataFolder),
        LocalFolders.EVERYWHERE,
        dataFolder.resolve("artifacts").toString(),
        _ -> {},
        () -> {});
  }

  private static void endWhenIdle(Stores stores, Clock clock, CountDownLatch idle) {
    boolean isDue =
        stores
            .recurringRuns()
            .earliestDue()
            .filter(due -> !due.isAfter(clock.instant()))
            .isPresent();
    if (!isDue && stores.runs().listUnfinished().isEmpty()) {
      idle.countDown();
    }
  }

  private static void request(PitwheelServer server, Stores stores, Path request) throws Exception {
    var all = new RecurringRunQuery("", null, PageRequest.first());
    if (!stores.recurringRuns().list(all).rows().isEmpty()) {
      return;
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address() + "/apis/v2beta1/recurringruns"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(Files.readString(request)))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    }
  }

  /** Ends each run as if its graph had no tasks. */
  private record EndingEngine(Stores stores, Clock clock) implements Engine {
    @Override
    public void submit(String runId) {
      stores.runs().begin(runId, 0, clock.instant());
    }

    @Override
    public void retry(String runId) {
      throw new IllegalStateException("nobody retries " + runId);
    }

    @Override
    public void terminate(String runId) {
      throw new IllegalStateException("nobody terminates " + runId);
    }
  }
}
