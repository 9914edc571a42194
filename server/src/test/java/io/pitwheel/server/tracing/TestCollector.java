package io.pitwheel.server.tracing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes traces by OTLP over HTTP on loopback and keeps their spans by name. It reads messages by
 * the numbers of their fields, as the protocol has them.
 */
public final class TestCollector implements AutoCloseable {
  private static final int OK = 200;

  private final HttpServer server;
  private final Map<String, Span> spans = new ConcurrentHashMap<>();

  /** Identifiers in hexadecimal digits; the parent's is empty for a root. */
  public record Span(String traceId, String id, String parentId, Instant end) {}

  /** Begins to take traces. */
  public TestCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Where it is. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Those that came, by name. */
  public Map<String, Span> spans() {
    return Map.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
      for (UnknownFieldSet resource : messages(request, 1)) {
        for (UnknownFieldSet scope : messages(resource, 2)) {
          messages(scope, 2).forEach(this::keep);
        }
      }
      exchange.sendResponseHeaders(OK, -1);
    }
  }

  private void keep(UnknownFieldSet span) {
    spans.put(
        bytes(span, 5).toStringUtf8(),
        new Span(
            hex(bytes(span, 1)),
            hex(bytes(span, 2)),
            hex(bytes(span, 4)),
            Instant.EPOCH.plusNanos(span.getField(8).getFixed64List().getLast())));
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet parent, int number) {
    return parent.getField(number).getLengthDelimitedList().stream()
        .map(TestCollector::message)
        .toList();
  }

  private static UnknownFieldSet message(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static ByteString bytes(UnknownFieldSet message, int number) {
    List<ByteString> values = message.getField(number).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.getLast();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
