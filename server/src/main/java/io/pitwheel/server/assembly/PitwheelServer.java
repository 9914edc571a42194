package io.pitwheel.server.assembly;

import io.pitwheel.engine.situation.CachePolicy;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.access.AccessGate;
import io.pitwheel.server.access.AccessPolicy;
import io.pitwheel.server.access.NamespacePlaces;
import io.pitwheel.server.assembly.EngineFactory.EngineRoom;
import io.pitwheel.server.deletion.RunDeleter;
import io.pitwheel.server.event.EventFeed;
import io.pitwheel.server.healthz.Readiness;
import io.pitwheel.server.logs.PassingLogs;
import io.pitwheel.server.metrics.ServerMetrics;
import io.pitwheel.server.page.PageRequests;
import io.pitwheel.server.page.PageTokens;
import io.pitwheel.server.run.RunResumer;
import io.pitwheel.server.run.RunSubmitter;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.signing.KeyRing;
import io.pitwheel.server.signing.Secrets;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.server.tls.ServerCertificate;
import io.pitwheel.server.tracing.Tracing;
import io.pitwheel.store.Stores;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A server of one machine: it owns a data folder, answers on two ports and moves runs forward.
 * Closing it answers what is under way, ends the engine and gives the folder back.
 */
public final class PitwheelServer implements AutoCloseable {
  private final boolean isSecure;
  private final String host;
  private final List<Integer> ports;
  private final List<String> routes;
  private final Deque<Runnable> closers;

  private PitwheelServer(
      boolean isSecure, String host, OpenableDoors doors, Deque<Runnable> closers) {
    this.isSecure = isSecure;
    this.host = host;
    this.ports = doors.ports();
    this.routes = doors.routes();
    this.closers = closers;
  }

  /**
   * Starts a server and returns once it answers.
   *
   * @throws PipelinesException ABORTED, naming the pid, when another server owns the folder;
   *     FAILED_PRECONDITION for a database of a newer version; INVALID_ARGUMENT for a host that is
   *     unknown or beyond loopback; UNAVAILABLE, naming host and port, for a taken port
   */
  public static PitwheelServer start(ServerSettings settings, EngineFactory engines) {
    return start(settings, engines, Clock.systemUTC(), Identifiers.random());
  }

  /** As {@link #start(ServerSettings, EngineFactory)}, with another clock and other identifiers. */
  public static PitwheelServer start(
      ServerSettings settings, EngineFactory engines, Clock clock, Identifiers identifiers) {
    return start(settings, engines, clock, identifiers, AccessPolicy.open());
  }

  /** As the other, for callers that may not do everything. */
  public static PitwheelServer start(
      ServerSettings settings,
      EngineFactory engines,
      Clock clock,
      Identifiers identifiers,
      AccessPolicy access) {
    InetAddress host = address(settings);
    var closers = new ArrayDeque<Runnable>();
    try {
      var sources = new Sources(clock, identifiers, access, new ServerMetrics());
      return start(settings, host, engines, sources, closers);
    } catch (RuntimeException exception) {
      closeAll(closers, exception);
      throw exception;
    }
  }

  private record Sources(
      Clock clock, Identifiers identifiers, AccessPolicy access, ServerMetrics metrics) {}

  private static PitwheelServer start(
      ServerSettings settings,
      InetAddress host,
      EngineFactory engines,
      Sources sources,
      Deque<Runnable> closers) {
    Optional<ServerCertificate> certificate = settings.certificate();
    DataFolder folder = DataFolder.open(settings.dataFolder());
    closers.push(folder::close);
    var choice = new DatabaseChoice(settings.chosen(), folder.path(), sources.clock());
    Stores stores = openStores(choice, sources.identifiers(), closers);
    var observation = observe(settings, choice, stores, sources.metrics(), closers);
    String owner = folder.serverId();
    var specifications = new SpecificationCatalog(stores.specifications(), sources.clock());
    EngineRoom room =
        engines.create(
            surroundings(settings, folder.path(), stores.ownedBy(owner), specifications, sources));
    RunResumer resumer = resumer(stores, room, sources.clock(), owner, closers);
    RunSubmitter submitter = submitter(stores, room, sources.clock(), owner, closers);
    EventFeed feed = feed(settings.chosen(), folder, stores, sources.metrics(), closers);
    RunDeleter deleter = deleter(stores, submitter, sources.clock(), closers);
    var parts =
        new ServerParts(
            owner,
            stores,
            specifications,
            room.logs(),
            room.objects(),
            room.localFolders(),
            new NamespacePlaces(room.artifactRoot(), sources.access().hasNamespaces()),
            feed,
            new PageRequests(new PageTokens(pageKeys(settings, stores, sources.clock()))),
            room.pipelineRoots(),
            settings.chosen(),
            settings.programLog(),
            room.pods(),
            submitter::nudge,
            deleter,
            sources.clock(),
            sources.identifiers());
    makeDefaultExperiment(parts, sources.access());
    var schedules = new Schedules(parts);
    closers.push(schedules::close);
    var gate = new AccessGate(sources.access(), settings.callerHeader(), stores);
    OpenableDoors doors =
        new Doors(parts, schedules, observation, gate, certificate.orElse(null))
            .build(host, settings.port(), settings.grpcPort());
    // Streams first: a drain waits for answers that would never end.
    closers.push(doors::close);
    closers.push(feed::close);
    closers.push(observation.readiness()::close);
    closers.push(stores.database()::hurry);
    listen(doors, settings);
    resumer.resume();
    deleter.resume();
    submitter.start();
    schedules.start();
    observation.readiness().open();
    var started = new PitwheelServer(certificate.isPresent(), settings.host(), doors, closers);
    folder.announce(started.address(), started.grpcAddress());
    return started;
  }

  private static Stores openStores(
      DatabaseChoice choice, Identifiers identifiers, Deque<Runnable> closers) {
    var libraries = LibraryStart.begin();
    Stores stores = choice.open(identifiers);
    closers.push(stores::close);
    libraries.await();
    return stores;
  }

  private static EventFeed feed(
      Settings settings,
      DataFolder folder,
      Stores stores,
      ServerMetrics metrics,
      Deque<Runnable> closers) {
    var feed = new EventFeed(stores.events());
    metrics.watch(feed);
    if (!settings.flag(Setting.LOG_PUBLISH)) {
      closers.push(new PassingLogs(stores, feed, folder.path().resolve("logs"))::close);
    }
    return feed;
  }

  private static Observation observe(
      ServerSettings settings,
      DatabaseChoice choice,
      Stores stores,
      ServerMetrics metrics,
      Deque<Runnable> closers) {
    closers.push(metrics::close);
    metrics.watch(stores);
    Tracing tracing = Tracing.of(settings.chosen());
    closers.push(tracing::close);
    tracing.watch(stores);
    return new Observation(new Readiness(choice.schema()), metrics, tracing);
  }

  /** With namespaces there is none: runs must say where they belong. */
  private static void makeDefaultExperiment(ServerParts parts, AccessPolicy access) {
    if (!access.hasNamespaces()) {
      parts.experimentCreator().findOrCreateDefault();
    }
  }

  private static KeyRing pageKeys(ServerSettings settings, Stores stores, Clock clock) {
    return new KeyRing(
        stores.signingKeys(),
        new KeyRing.Rules(
            "page-tokens",
            Duration.ofDays(settings.chosen().number(Setting.SIGNING_KEY_AGE_DAYS)),
            PageTokens.LIFETIME,
            Secrets::next),
        clock);
  }

  /** It leaves the runs when nobody is at work with them any more. */
  private static RunResumer resumer(
      Stores stores, EngineRoom room, Clock clock, String owner, Deque<Runnable> closers) {
    var resumer = new RunResumer(stores.runs(), stores.leases(), room.engine(), clock, owner);
    closers.push(resumer::leave);
    closers.push(room.onClose());
    closers.push(resumer::close);
    return resumer;
  }

  private static RunSubmitter submitter(
      Stores stores, EngineRoom room, Clock clock, String owner, Deque<Runnable> closers) {
    var submitter =
        new RunSubmitter(stores.submissions(), stores.runs(), room.engine(), clock, owner);
    closers.push(submitter::close);
    return submitter;
  }

  private static RunDeleter deleter(
      Stores stores, RunSubmitter submitter, Clock clock, Deque<Runnable> closers) {
    var deleter = new RunDeleter(stores.runs(), stores.events(), clock, submitter::nudge);
    closers.push(deleter::close);
    return deleter;
  }

  private static EngineFactory.Surroundings surroundings(
      ServerSettings settings,
      Path folder,
      Stores stores,
      SpecificationCatalog specifications,
      Sources sources) {
    return new EngineFactory.Surroundings(
        stores,
        specifications,
        folder,
        settings.systemLines(),
        settings.chosen(),
        caching(settings),
        settings.bundles(),
        settings.chosen().number(Setting.EXECUTION_SLOTS),
        sources.metrics(),
        sources.clock(),
        sources.identifiers());
  }

  private static CachePolicy caching(ServerSettings settings) {
    return new CachePolicy(
        settings.chosen().flag(Setting.CACHE_ENABLED),
        settings.chosen().flag(Setting.CACHE_MIGRATED_ENTRIES));
  }

  public String host() {
    return host;
  }

  /** The patterns of all paths that are served, as the HTTP library writes them. */
  List<String> routes() {
    return routes;
  }

  /** The port of REST. */
  public int port() {
    return ports.getFirst();
  }

  public int grpcPort() {
    return ports.getLast();
  }

  /** Where REST is, such as {@code http://127.0.0.1:8888}. */
  public String address() {
    return (isSecure ? "https://" : "http://") + authority(port());
  }

  /** Whether both ports speak TLS, and nothing else. */
  public boolean isSecure() {
    return isSecure;
  }

  /** Where gRPC is, such as {@code 127.0.0.1:8887}. */
  public String grpcAddress() {
    return authority(grpcPort());
  }

  /** Returns when everything has ended. A second call does nothing. */
  @Override
  public void close() {
    closeAll(closers, null);
  }

  private String authority(int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static InetAddress address(ServerSettings settings) {
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.host());
    } catch (UnknownHostException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "listening on host %s: unknown (expected: a name or address of this machine)"
              .formatted(settings.host()),
          exception);
    }
    if (!address.isLoopbackAddress() && !settings.allowsRemote()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "listening on host %s: anybody who reaches it could run commands here (expected: a"
                  .formatted(settings.host())
              + " loopback address, or --allow-remote)");
    }
    return address;
  }

  private static void listen(OpenableDoors doors, ServerSettings settings) {
    try {
      doors.open();
    } catch (CompletionException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "listening on %s, port %d and gRPC port %d: %s (expected: free ports)"
              .formatted(
                  settings.host(), settings.port(), settings.grpcPort(), exception.getCause()),
          exception);
    }
  }

  /** In the reverse order of opening; one that fails does not keep the others open. */
  private static void closeAll(
      Deque<Runnable> closers, @org.jspecify.annotations.Nullable RuntimeException reason) {
    RuntimeException first = reason;
    synchronized (closers) {
      while (!closers.isEmpty()) {
        try {
          closers.pop().run();
        } catch (RuntimeException exception) {
          if (first == null) {
            first = exception;
          } else {
            first.addSuppressed(exception);
          }
        }
      }
    }
    if (first != null && reason == null) {
      throw first;
    }
  }
}
