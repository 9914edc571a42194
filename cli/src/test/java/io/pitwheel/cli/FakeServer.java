package io.pitwheel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on a free port that answers what a test told it to. Answers of one route are
 * given in the order they were told; the last one stays. What nobody told is 404. Clients choose
 * the ids of runs at random: here each of them is {@code R}.
 */
public final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public FakeServer() {
    this(null);
  }

  /** One that talks TLS; not when there is no context. */
  public FakeServer(@Nullable SSLContext context) {
    scheme = context == null ? "http" : "https";
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      if (context == null) {
        server = HttpServer.create(address, 0);
      } else {
        HttpsServer secured = HttpsServer.create(address, 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(context));
        server = secured;
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
    answer("GET healthz", 200, "{\"multi_user\":false}");
  }

  private record Answer(int status, String body, Runnable before) {}

  /** A request that came: {@code GET runs/1?view=FULL}, without the common beginning. */
  public record Asked(String request, String body, String token, String lastEventId) {}

  public URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What a method and route, without query, is answered. */
  public FakeServer answer(String request, int status, String body) {
    return answerAfter(request, () -> {}, status, body);
  }

  /** The same, after something else was done. */
  public FakeServer answerAfter(String request, Runnable before, int status, String body) {
    answers
        .computeIfAbsent(request, key -> new ArrayDeque<>())
        .addLast(new Answer(status, body, before));
    return this;
  }

  /** Everything that was asked, health apart, in order. */
  public List<Asked> asked() {
    return asked.stream().filter(one -> !one.request().equals("GET healthz")).toList();
  }

  /** The requests alone. */
  public List<String> requests() {
    return asked().stream().map(Asked::request).toList();
  }

  /** The body of the one request that begins so. */
  public String bodyOf(String request) {
    return asked().stream()
        .filter(one -> one.request().startsWith(request))
        .findFirst()
        .orElseThrow()
        .body();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString().replaceFirst("^/apis/v2beta1/", "");
      String request =
          exchange.getRequestMethod() + " " + path.replaceFirst("^runs/[0-9a-f-]{36}", "runs/R");
      asked.add(
          new Asked(
              request,
              new String(exchange.getRequestBody().readAllBytes(), UTF_8),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"))));
      Answer answer = next(request.replaceFirst("\\?.*", ""));
      answer.before().run();
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer next(String request) {
    Deque<Answer> told = answers.get(request);
    if (told == null) {
      String message = request + ": no such thing";
      return new Answer(404, "{\"code\":5,\"message\":\"%s\"}".formatted(message), () -> {});
    }
    synchronized (told) {
      return told.size() > 1 ? told.removeFirst() : told.getFirst();
    }
  }
}
