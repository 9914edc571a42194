package io.pitwheel.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server, asked and answered over HTTP. Safe for many threads.
 *
 * <p>Errors of every method: {@link ServerLost} when there is no answer, {@link
 * io.pitwheel.cli.outcome.CommandFailure} when the answer is no success.
 */
final class HttpExchange implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Long, because a pipeline of 32 MiB takes the server a while to read. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

  private final URI address;
  private final String token;
  private final @Nullable Path authorities;
  private final HttpClient client;

  /**
   * @param token sent as bearer token; empty for none
   * @param authorities who may vouch for the server beside Java's own list, in PEM form; null for
   *     nobody
   */
  HttpExchange(URI address, String token, @Nullable Path authorities) {
    this.address = address;
    this.token = token;
    this.authorities = authorities;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if ("https".equals(address.getScheme())) {
      builder.sslContext(ServerTrust.context(authorities));
    }
    this.client = builder.build();
  }

  URI address() {
    return address;
  }

  String get(String tried, String pathAndQuery) {
    return get(tried, pathAndQuery, ANSWER_TIMEOUT);
  }

  String get(String tried, String pathAndQuery, Duration timeout) {
    return textOf(tried, request(pathAndQuery).timeout(timeout).GET().build());
  }

  /** Posts JSON; empty text is sent as an empty body. */
  String post(String tried, String pathAndQuery, String json) {
    HttpRequest.Builder request = request(pathAndQuery).timeout(ANSWER_TIMEOUT);
    if (json.isEmpty()) {
      request.POST(BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json, UTF_8));
    }
    return textOf(tried, request.build());
  }

  /**
   * Opens an answer that comes bit by bit, without a limit of time; the caller closes it.
   *
   * @param lastEventId sent as {@code Last-Event-ID} when greater than 0
   */
  InputStream open(String tried, String pathAndQuery, long lastEventId) {
    HttpRequest.Builder request = request(pathAndQuery);
    if (lastEventId > 0) {
      request.header("Last-Event-ID", Long.toString(lastEventId));
    }
    HttpResponse<InputStream> response =
        send(tried, request.GET().build(), BodyHandlers.ofInputStream());
    if (isSuccess(response)) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      throw RefusalReader.read(
          tried, response.statusCode(), new String(body.readAllBytes(), UTF_8));
    } catch (IOException exception) {
      throw new ServerLost(tried, address, exception);
    }
  }

  /** Closes the connections; calls under way end as lost. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(pathAndQuery));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private String textOf(String tried, HttpRequest request) {
    HttpResponse<String> response = send(tried, request, BodyHandlers.ofString(UTF_8));
    if (isSuccess(response)) {
      return response.body();
    }
    throw RefusalReader.read(tried, response.statusCode(), response.body());
  }

  private <T> HttpResponse<T> send(
      String tried, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException exception) {
      throw ServerTrust.refusal(tried, address, authorities, exception)
          .<RuntimeException>map(refusal -> refusal)
          .orElseGet(() -> new ServerLost(tried, address, exception));
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new ServerLost(tried, address, new InterruptedIOException("interrupted"));
    }
  }

  private static boolean isSuccess(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }
}
