package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchInstructionForm;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResultForm;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher hears of a server and an object store, in one: the conversation of launches, and
 * objects by addresses that are good for one request.
 */
public final class LaunchServer implements AutoCloseable {
  private static final String SERVICE = "/apis/v2beta1/launches:";
  private static final String OBJECTS = "/objects/";
  private static final int PAGE = 3;

  /** The run of every task that it tells of. */
  public static final String RUN = "run-1";

  /** What is kept, by location. */
  public final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /** What was told about ends, in order. */
  public final List<LaunchResult> results = new CopyOnWriteArrayList<>();

  /** Names of calls, and methods of requests for objects, in order. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers before the right one: each a status for the next call of a method. */
  public final Map<String, List<Integer>> refusals = new ConcurrentHashMap<>();

  /** The same, as somebody gives them who stands between and knows no codes of the server's. */
  public final Map<String, List<Integer>> strangers = new ConcurrentHashMap<>();

  private final Map<String, Access> signed = new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger counter = new AtomicInteger();
  private final InetSocketAddress place;
  private final Predicate<String> isToken;
  private final String task;
  private @Nullable LaunchInstruction instruction;
  private JsonObject network = JsonObject.EMPTY;
  private JsonObject stores = JsonObject.EMPTY;
  private @Nullable HttpServer server;

  private record Access(String method, String location, String upload, int part) {}

  /**
   * Starts one.
   *
   * @param host the address to listen on, at a free port
   * @param isToken whether a token is that of the run {@value #RUN}
   * @param task key and attempt of the pod that may call, such as {@code 4.2/1}
   */
  public LaunchServer(String host, Predicate<String> isToken, String task) throws IOException {
    this.isToken = isToken;
    this.task = task;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      this.place = new InetSocketAddress(host, socket.getLocalPort());
    }
    start();
  }

  /** What the next launcher that begins is told; null for nothing to run. */
  public void tells(@Nullable LaunchInstruction given) {
    instruction = given;
  }

  /** How launchers that begin are told to reach other servers. */
  public void tellsOfNetwork(JsonObject given) {
    network = given;
  }

  /** Which stores launchers that begin are told to open themselves. */
  public void tellsOfStores(JsonObject providers) {
    stores = JsonMembers.of("providers", providers);
  }

  /** Where it is called. */
  public String address() {
    return "http://%s:%d".formatted(place.getHostString(), place.getPort());
  }

  /** Comes back, at the same address. */
  public void start() throws IOException {
    HttpServer started = HttpServer.create(place, 0);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.createContext(SERVICE, this::serveCall);
    started.createContext(OBJECTS, this::serveObject);
    started.start();
    server = started;
  }

  /** Is away, and breaks off what is under way. */
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** What is kept at a location, as text; empty when nothing is. */
  public String textOf(String location) {
    return new String(objects.getOrDefault(location, new byte[0]), UTF_8);
  }

  /** Keeps a text. */
  public void put(String location, String text) {
    objects.put(location, text.getBytes(UTF_8));
  }

  private boolean isKnown(@Nullable String authorization) {
    String scheme = "Bearer ";
    return authorization != null
        && authorization.startsWith(scheme)
        && isToken.test(authorization.substring(scheme.length()));
  }

  private void serveCall(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring(SERVICE.length());
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(method);
    List<Integer> refused = refusals.getOrDefault(method, Collections.emptyList());
    List<Integer> between = strangers.getOrDefault(method, Collections.emptyList());
    if (!between.isEmpty()) {
      int status = between.removeFirst();
      answer(exchange, status, "{\"code\": %d, \"message\": \"no backend\"}".formatted(status));
    } else if (!refused.isEmpty()) {
      int status = refused.removeFirst();
      answer(exchange, status, "{\"code\": %d, \"message\": \"no\"}".formatted(codeOf(status)));
    } else if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"code\": 16, \"message\": \"who is that?\"}");
    } else if (JsonReader.read(body) instanceof JsonObject request
        && text(request, "run_id").equals(RUN)
        && "%s/%.0f"
            .formatted(text(request, "task_key"), number(request, "pod_attempt"))
            .equals(task)) {
      answer(exchange, 200, JsonWriter.write(reply(method, request)));
    } else {
      answer(exchange, 400, "{\"code\": 3, \"message\": \"another task\"}");
    }
  }

  private static int codeOf(int status) {
    return switch (status) {
      case 400 -> 9;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 5;
      default -> 14;
    };
  }

  private JsonObject reply(String method, JsonObject request) {
    String location = text(request, "location");
    return switch (method) {
      case "begin" -> begin(request);
      case "end" -> end(request);
      case "sign" -> sign(request, location);
      case "list" -> list(location, text(request, "page_token"));
      case "beginParts" -> {
        String upload = "upload-" + counter.incrementAndGet();
        uploads.put(upload, new ConcurrentSkipListMap<>());
        yield JsonMembers.of("upload", upload);
      }
      case "completeParts" -> complete(request, location);
      case "abandonParts" -> {
        uploads.remove(text(request, "upload"));
        yield JsonObject.EMPTY;
      }
      default -> throw new IllegalStateException(method);
    };
  }

  private JsonObject begin(JsonObject request) {
    var answer =
        new JsonMembers()
            .put("protocol_version", JsonValue.of(number(request, "protocol_version")))
            .putUnlessEmpty("network", network)
            .putUnlessEmpty("direct_stores", stores);
    LaunchInstruction given = instruction;
    return given == null
        ? answer.put("nothing_to_run", "it has ended already").build()
        : answer.put("instruction", LaunchInstructionForm.write(given)).build();
  }

  private JsonObject end(JsonObject request) {
    if (request.members().get("result") instanceof JsonObject result) {
      results.add(LaunchResultForm.read(result));
    }
    return JsonObject.EMPTY;
  }

  private JsonObject sign(JsonObject request, String location) {
    String method = text(request, "method");
    String secret = "secret-" + counter.incrementAndGet();
    signed.put(
        secret,
        new Access(method, location, text(request, "upload"), (int) number(request, "part")));
    return new JsonMembers()
        .put("method", method.substring(0, 3))
        .put("url", address() + OBJECTS + "x?" + secret)
        .put("headers", JsonMembers.of("X-Asked", "yes"))
        .build();
  }

  private JsonObject list(String location, String after) {
    List<JsonValue> found = new ArrayList<>();
    for (var object : objects.tailMap(after, false).entrySet()) {
      boolean isMeant =
          object.getKey().equals(location) || object.getKey().startsWith(location + "/");
      if (isMeant && found.size() < PAGE) {
        found.add(
            new JsonMembers()
                .put("location", object.getKey())
                .put("size", Integer.toString(object.getValue().length))
                .build());
      }
    }
    var answer = new JsonMembers().put("objects", found);
    if (found.size() == PAGE && found.getLast() instanceof JsonObject last) {
      answer.put("next_page_token", text(last, "location"));
    }
    return answer.build();
  }

  private JsonObject complete(JsonObject request, String location) {
    Map<Integer, byte[]> parts = uploads.remove(text(request, "upload"));
    var bytes = new ByteArrayOutputStream();
    if (parts != null && request.members().get("parts") instanceof JsonList(var listed)) {
      for (JsonValue part : listed) {
        int number = (int) number((JsonObject) part, "number");
        byte[] written = parts.getOrDefault(number, new byte[0]);
        bytes.writeBytes(
            text((JsonObject) part, "tag").equals("\"tag-" + number + "\"")
                ? written
                : "a wrong tag".getBytes(UTF_8));
      }
    }
    objects.put(location, bytes.toByteArray());
    return JsonObject.EMPTY;
  }

  private void serveObject(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    List<Integer> refused = refusals.getOrDefault(method, Collections.emptyList());
    Access access = signed.remove(exchange.getRequestURI().getQuery());
    boolean isAsked = "yes".equals(exchange.getRequestHeaders().getFirst("X-Asked"));
    requests.add(method);
    if (!refused.isEmpty()) {
      answer(exchange, refused.removeFirst(), "not now");
    } else if (access == null || !isAsked || !access.method().startsWith(method)) {
      answer(exchange, 403, "no such permission");
    } else if (method.equals("GET")) {
      get(exchange, access.location());
    } else {
      write(access, body);
      exchange.getResponseHeaders().add("ETag", "\"tag-%d\"".formatted(access.part()));
      answer(exchange, 200, "");
    }
  }

  private void write(Access access, byte[] body) {
    if (access.upload().isEmpty()) {
      objects.put(access.location(), body);
    } else {
      uploads.computeIfPresent(
          access.upload(),
          (_, parts) -> {
            parts.put(access.part(), body);
            return parts;
          });
    }
  }

  private void get(HttpExchange exchange, String location) throws IOException {
    byte[] bytes = objects.get(location);
    if (bytes == null) {
      answer(exchange, 404, "nothing there");
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, bytes);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    long last = ends[1].isEmpty() ? bytes.length - 1 : Long.parseLong(ends[1]);
    if (from >= bytes.length) {
      answer(exchange, 416, "beyond");
    } else {
      send(exchange, 206, Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, last + 1)));
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static String text(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonText(String text) ? text : "";
  }

  private static double number(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonNumber(double number) ? number : 0;
  }
}
