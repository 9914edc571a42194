package io.pitwheel.conformance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pitwheel.conformance.project.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Has the pages of the server and one failed run, whose log is always elsewhere. */
final class AwayLogs implements AutoCloseable {
  private static final String PAGES = "server/src/main/resources/io/pitwheel/server/web/";
  private static final String RUN =
      """
      {"run_id": "one", "display_name": "one", "state": "FAILED", "state_history": [],
       "created_at": "2026-01-02T03:04:05Z"}
      """;
  private static final String TASKS =
      """
      {"tasks": [{"task_id": "fail", "display_name": "fail", "type": "RUNTIME", "state": "FAILED",
                  "scope_path": "root.fail", "create_time": "2026-01-02T03:04:05Z"}]}
      """;

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  AwayLogs() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often the log was asked for. */
  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/" -> send(exchange, 200, "text/html", Checkout.read(PAGES + "index.html"));
      case "/apis/v2beta1/runs/one" -> send(exchange, 200, "application/json", RUN);
      case "/apis/v2beta1/runs/one/tasks" -> send(exchange, 200, "application/json", TASKS);
      case "/apis/v2beta1/runs/one/tasks/fail/logs" -> {
        asked.incrementAndGet();
        send(exchange, 503, "application/json", "{\"message\": \"it is elsewhere\"}");
      }
      // That ends the stream, and the browser does not begin another.
      case "/apis/v2beta1/runs/one/events" -> {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
      }
      default ->
          send(
              exchange,
              200,
              path.endsWith(".css") ? "text/css" : "text/javascript",
              Checkout.read(PAGES + path.substring(1)));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
