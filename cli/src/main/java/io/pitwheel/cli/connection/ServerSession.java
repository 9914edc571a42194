package io.pitwheel.cli.connection;

import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.cli.client.PipelinesClient;
import io.pitwheel.cli.client.RunEvent;
import io.pitwheel.cli.outcome.CommandFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command's hold on a server, from the first request to the last. Used by one thread.
 *
 * <p>The server is the one named by the user; else the one that owns the data folder; else one
 * started here, which then owns the folder. So two commands at once share the server of the first.
 * What happens when the first is done is one rule in two halves:
 *
 * <ul>
 *   <li>A command that started the server stops it only when every run that was created while it
 *       served has ended ({@link #drain}). Runs left over from earlier, which it resumed, do not
 *       hold it: they go on with the next server.
 *   <li>A command that loses a server it did not start chooses again ({@link #reconnect}), and may
 *       find itself starting one. The folder knows all runs, so its run goes on there.
 * </ul>
 *
 * The second half makes the first a courtesy: it saves tasks from being interrupted, and nothing
 * depends on it.
 */
public final class ServerSession implements AutoCloseable {
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration BUSY_PAUSE = Duration.ofMillis(100);

  /** About twenty seconds: as long as a server may take to start or to stop. */
  private static final int MAX_CHOICES = 200;

  private final ServerChoice choice;
  private final EmbeddedServers servers;
  private final InstantSource clock;
  private @Nullable EmbeddedServer embedded;
  private Instant startedAt = Instant.EPOCH;
  private @Nullable PipelinesClient client;

  public ServerSession(ServerChoice choice, EmbeddedServers servers, InstantSource clock) {
    this.choice = choice;
    this.servers = servers;
    this.clock = clock;
  }

  /**
   * The client of the chosen server; chooses at the first call.
   *
   * @throws CommandFailure when there is none and none can be started
   */
  public PipelinesClient client() {
    if (client == null) {
      client = choose();
    }
    return client;
  }

  /** The client of a server that outlives this command; empty when none runs. */
  public Optional<PipelinesClient> standingClient() {
    if (client == null) {
      client = choice.named() != null ? ofNamed(choice.named()) : ofFolder().orElse(null);
    }
    return Optional.ofNullable(client);
  }

  /** Chooses again after the server was lost. One that was started here is kept. */
  public PipelinesClient reconnect() {
    if (embedded == null) {
      client = choose();
    }
    return client();
  }

  /** Whether the tasks of runs are processes below this one. */
  public boolean isServing() {
    return embedded != null;
  }

  /**
   * Waits until the runs of others that were created while this process served have ended. Returns
   * at once when it does not serve.
   *
   * @param announce hears the id of each run that is waited for
   */
  public void drain(Consumer<String> announce) {
    while (isServing()) {
      Optional<Run> other = client().newestRuns().stream().filter(this::holdsServer).findFirst();
      if (other.isEmpty()) {
        return;
      }
      String runId = other.get().getRunId();
      announce.accept(runId);
      client().events(runId, 0, event -> !event.endsRun());
    }
  }

  /** Leaves the server, and stops it when it was started here. */
  @Override
  public void close() {
    // First, for a server that stops waits a second for connections that somebody keeps open.
    if (client != null) {
      client.close();
      client = null;
    }
    if (embedded != null) {
      embedded.close();
      embedded = null;
    }
  }

  private boolean holdsServer(Run run) {
    // Times on the wire are whole seconds.
    return !RunEvent.isTerminal(run.getState().name())
        && run.getCreatedAt().getSeconds() >= startedAt.getEpochSecond();
  }

  private PipelinesClient choose() {
    if (choice.named() != null) {
      return ofNamed(choice.named());
    }
    DataFolderBusy busy = null;
    for (int attempt = 0; attempt < MAX_CHOICES; attempt++) {
      Optional<PipelinesClient> found = ofFolder();
      if (found.isPresent()) {
        return found.get();
      }
      try {
        return start();
      } catch (DataFolderBusy exception) {
        // Its owner is starting, or stopping, and will answer or be gone in a moment.
        busy = exception;
        LockSupport.parkNanos(BUSY_PAUSE.toNanos());
      }
    }
    throw CommandFailure.trouble(
        "looking for the server of %s: %s, and it does not answer (expected: an answer, or a free folder)"
            .formatted(choice.dataFolder(), busy == null ? "" : busy.getMessage()),
        busy);
  }

  private PipelinesClient ofNamed(URI address) {
    return new PipelinesClient(address, choice.token(), choice.authorities());
  }

  private Optional<PipelinesClient> ofFolder() {
    return ServerFile.read(choice.dataFolder())
        .filter(ServerFile::isProcessAlive)
        .map(file -> new PipelinesClient(file.address(), file.token(), choice.authorities()))
        .filter(found -> found.isHealthy(HEALTH_TIMEOUT));
  }

  private PipelinesClient start() throws DataFolderBusy {
    startedAt = clock.instant();
    EmbeddedServer started =
        servers.start(ServerStart.onLoopback(choice.dataFolder(), choice.settingsFile()));
    embedded = started;
    return new PipelinesClient(started.address(), started.token(), choice.authorities());
  }
}
