package io.pitwheel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.TaskLogs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.server.access.AccessPolicy;
import io.pitwheel.server.assembly.EngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.store.Stores;
import io.pitwheel.task.TaskReference;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on free ports with a database of its own, and a client of it. Time stands still. */
public final class RunningServer implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordingEngine engine = new RecordingEngine();
  private final Map<String, byte[]> logs = new ConcurrentHashMap<>();
  private final PitwheelServer server;
  private final EngineFactory.@Nullable Pods pods;
  private EngineFactory.@Nullable Surroundings surroundings;

  public RunningServer(Path dataFolder) {
    this(dataFolder, 0);
  }

  /**
   * @param usedIdentifiers how many identifiers earlier servers of the folder may have used
   */
  public RunningServer(Path dataFolder, int usedIdentifiers) {
    this(ServerSettings.local(dataFolder), usedIdentifiers, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** One whose time is told by the clock. */
  public RunningServer(Path dataFolder, int usedIdentifiers, Clock clock) {
    this(ServerSettings.local(dataFolder), usedIdentifiers, clock);
  }

  /** With settings of its own. */
  public RunningServer(ServerSettings settings, int usedIdentifiers) {
    this(settings, usedIdentifiers, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** With settings of its own, and the usual ones for the rest. */
  public RunningServer(Path dataFolder, Map<String, String> chosen) {
    this(ServerSettings.of(dataFolder, onFreePorts(chosen)), 0);
  }

  private static Map<String, String> onFreePorts(Map<String, String> chosen) {
    var all = new HashMap<>(chosen);
    all.put("server.port", "0");
    all.put("server.grpcPort", "0");
    return all;
  }

  /** Whose callers may not do everything. */
  public RunningServer(ServerSettings settings, AccessPolicy access) {
    this(settings, 0, Clock.fixed(NOW, ZoneOffset.UTC), access);
  }

  /** With settings of its own, whose time is told by the clock. */
  public RunningServer(ServerSettings settings, int usedIdentifiers, Clock clock) {
    this(settings, usedIdentifiers, clock, AccessPolicy.open());
  }

  /** Whose tasks run in pods. */
  public RunningServer(Path dataFolder, EngineFactory.Pods pods) {
    this(ServerSettings.local(dataFolder), pods);
  }

  /** Likewise, with other settings. */
  public RunningServer(ServerSettings settings, EngineFactory.Pods pods) {
    this(settings, 0, Clock.fixed(NOW, ZoneOffset.UTC), AccessPolicy.open(), pods);
  }

  private RunningServer(
      ServerSettings settings, int usedIdentifiers, Clock clock, AccessPolicy access) {
    this(settings, usedIdentifiers, clock, access, null);
  }

  private RunningServer(
      ServerSettings settings,
      int usedIdentifiers,
      Clock clock,
      AccessPolicy access,
      EngineFactory.@Nullable Pods pods) {
    this.pods = pods;
    server =
        PitwheelServer.start(
            settings, this::makeEngine, clock, countedIdentifiers(usedIdentifiers), access);
  }

  private EngineFactory.EngineRoom makeEngine(EngineFactory.Surroundings given) {
    surroundings = given;
    return new EngineFactory.EngineRoom(
        engine,
        new KeptLogs(logs),
        new FolderObjectStore(Path.of("/")),
        new LocalFolders(List.of(given.dataFolder().resolve("artifacts"))),
        given.dataFolder().resolve("artifacts").toString(),
        RunningServer::requireNoCloud,
        pods,
        () -> {});
  }

  private static void requireNoCloud(String pipelineRoot) {
    if (pipelineRoot.contains("://")) {
      throw PipelinesException.invalid(
          "runtime_config.pipeline_root", pipelineRoot + " (expected: a folder)");
    }
  }

  private record KeptLogs(Map<String, byte[]> logs) implements TaskLogs {
    @Override
    public boolean has(TaskReference task, int attempt) {
      return logs.containsKey(task.path().slashed() + "/" + attempt);
    }

    @Override
    public byte[] read(TaskReference task, int attempt, long offset, int maxBytes) {
      byte[] whole = logs.getOrDefault(task.path().slashed() + "/" + attempt, new byte[0]);
      int begin = (int) Math.min(offset, whole.length);
      return Arrays.copyOfRange(whole, begin, Math.min(begin + maxBytes, whole.length));
    }
  }

  /** 00000000-0000-4000-8000-000000000001 and so on. */
  private static Identifiers countedIdentifiers(int usedIdentifiers) {
    var count = new AtomicInteger(usedIdentifiers);
    return () -> "00000000-0000-4000-8000-%012d".formatted(count.incrementAndGet());
  }

  public PitwheelServer handle() {
    return server;
  }

  public RecordingEngine engine() {
    return engine;
  }

  public Stores stores() {
    return Objects.requireNonNull(surroundings).stores();
  }

  public TaskGraphSource graphs() {
    return Objects.requireNonNull(surroundings).graphs();
  }

  /** What the given attempt of a task printed so far. */
  public void print(String taskPath, int attempt, String text) {
    logs.put(taskPath + "/" + attempt, text.getBytes(UTF_8));
  }

  public URI uri(String path) {
    return URI.create(server.address() + path);
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> patch(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  public HttpResponse<String> upload(String path, String fileName, byte[] content) {
    byte[] head =
        """
        --edge\r
        Content-Disposition: form-data; name="uploadfile"; filename="%s"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(fileName)
            .getBytes(UTF_8);
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head),
                    BodyPublishers.ofByteArray(content),
                    BodyPublishers.ofString("\r\n--edge--\r\n"))));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(exception);
    }
  }

  /** Creates a run of {@code two-steps.yaml}; its id. */
  public String createRun(String displayName) {
    HttpResponse<String> answer = post("/apis/v2beta1/runs", runBody(displayName, "{}"));
    return text(answer.body(), "run_id");
  }

  /** The body of a request for a run of {@code two-steps.yaml}. */
  public static String runBody(String displayName, String parameters) {
    return """
    {"display_name": "%s", "pipeline_spec": %s, "runtime_config": {"parameters": %s}}
    """
        .formatted(displayName, Specifications.twoStepsJson(), parameters);
  }

  /** A member of an answer that is a text; empty when there is none. */
  public static String text(String body, String name) {
    return JsonReader.read(body) instanceof JsonObject object
            && object.members().get(name) instanceof JsonText text
        ? text.value()
        : "";
  }

  public static byte[] resource(String name) {
    try (InputStream stream = RunningServer.class.getResourceAsStream("/pipelines/" + name)) {
      return Objects.requireNonNull(stream).readAllBytes();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
