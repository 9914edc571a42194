package io.pitwheel.objectstore.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The HTTP client of the JDK for Azure's SDK, whose own one brings Netty. */
final class PlainHttpClient implements HttpClient {
  /** What the JDK sets by itself. */
  private static final Set<String> RESTRICTED =
      Set.of("content-length", "host", "connection", "expect", "upgrade");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final OutgoingConnections outgoing;
  private java.net.http.@Nullable HttpClient client;

  PlainHttpClient(OutgoingConnections outgoing) {
    this.outgoing = outgoing;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    URI uri = URI.create(request.getUrl().toString());
    var builder = java.net.http.HttpRequest.newBuilder(uri);
    for (HttpHeader header : request.getHeaders()) {
      if (!RESTRICTED.contains(header.getName().toLowerCase(Locale.ROOT))) {
        builder.header(header.getName(), header.getValue());
      }
    }
    builder.method(request.getHttpMethod().toString(), body(request));
    try {
      var answer = clientFor(uri).send(builder.build(), BodyHandlers.ofInputStream());
      return new StreamResponse(
          request, answer.statusCode(), headers(answer.headers().map()), answer.body());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(exception);
    }
  }

  /** Made at the first request, which says whether authorities are needed. */
  private synchronized java.net.http.HttpClient clientFor(URI uri) {
    java.net.http.HttpClient found = client;
    if (found == null) {
      var builder =
          java.net.http.HttpClient.newBuilder()
              .version(java.net.http.HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT_TIMEOUT)
              .proxy(outgoing.proxy().selector());
      if (!"http".equals(uri.getScheme())) {
        builder.sslContext(outgoing.authorities().context());
      }
      found = builder.build();
      client = found;
    }
    return found;
  }

  private static BodyPublisher body(HttpRequest request) {
    BinaryData data = request.getBodyAsBinaryData();
    if (data == null) {
      return BodyPublishers.noBody();
    }
    Supplier<InputStream> stream = data::toStream;
    BodyPublisher publisher = BodyPublishers.ofInputStream(stream);
    // The store takes no body whose length it is not told first; it is a part of the signature.
    String length = request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
    if (length == null) {
      return publisher;
    }
    return length.equals("0")
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(publisher, Long.parseLong(length));
  }

  private static HttpHeaders headers(Map<String, List<String>> given) {
    var headers = new HttpHeaders();
    given.forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
    return headers;
  }
}
