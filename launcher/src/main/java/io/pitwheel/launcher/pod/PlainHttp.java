package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests by the client that every Java has built in: it needs a third of the time and of the
 * memory of the newer one, and a pod makes few of them.
 */
final class PlainHttp {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  /** A store may think long about an object of many parts. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

  /** Reaches everything directly, and believes whom Java believes. */
  static final PlainHttp DIRECT = new PlainHttp(OutgoingConnections.standard());

  private final OutgoingConnections outgoing;
  private @Nullable SSLSocketFactory sockets;

  PlainHttp(OutgoingConnections outgoing) {
    this.outgoing = outgoing;
  }

  /** What is sent with a request. */
  interface Body {
    /** In bytes. */
    long length();

    void writeTo(OutputStream target) throws IOException;
  }

  /**
   * Sends a request without a body; the answer has begun when this returns. Closed by the caller.
   *
   * @param headers by name
   * @throws IOException when nobody answers
   */
  HttpAnswer send(String method, String url, Map<String, String> headers) throws IOException {
    return answer(open(method, url, headers));
  }

  /** The same with a body. */
  HttpAnswer send(String method, String url, Map<String, String> headers, Body body)
      throws IOException {
    HttpURLConnection connection = open(method, url, headers);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length());
    try {
      try (OutputStream target = connection.getOutputStream()) {
        body.writeTo(target);
      }
    } catch (IOException exception) {
      return answeredEarly(connection, exception);
    }
    return answer(connection);
  }

  // Whoever refuses a request may do so before all of it was sent.
  private static HttpAnswer answeredEarly(HttpURLConnection connection, IOException exception)
      throws IOException {
    try {
      HttpAnswer answer = answer(connection);
      if (answer.status() >= HttpURLConnection.HTTP_BAD_REQUEST) {
        return answer;
      }
      answer.close();
    } catch (IOException second) {
      exception.addSuppressed(second);
    }
    throw exception;
  }

  private static HttpAnswer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream body =
        status >= HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getErrorStream()
            : connection.getInputStream();
    String tag = connection.getHeaderField("ETag");
    return new HttpAnswer(
        status, tag == null ? "" : tag, body == null ? InputStream.nullInputStream() : body);
  }

  private HttpURLConnection open(String method, String url, Map<String, String> headers)
      throws IOException {
    HttpURLConnection connection = connection(url);
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) CONNECTION_TIMEOUT.toMillis());
    connection.setReadTimeout((int) ANSWER_TIMEOUT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private HttpURLConnection connection(String url) throws IOException {
    try {
      URI uri = URI.create(url);
      URLConnection opened = uri.toURL().openConnection(outgoing.proxy().proxyFor(uri));
      if (opened instanceof HttpsURLConnection connection) {
        connection.setSSLSocketFactory(sockets());
      }
      if (opened instanceof HttpURLConnection connection) {
        return connection;
      }
    } catch (IllegalArgumentException | MalformedURLException exception) {
      throw refused(url);
    }
    throw refused(url);
  }

  /** Made for the first address that asks for it, which many pods never have. */
  private synchronized SSLSocketFactory sockets() {
    SSLSocketFactory made = sockets;
    if (made == null) {
      made = outgoing.authorities().context().getSocketFactory();
      sockets = made;
    }
    return made;
  }

  private static PipelinesException refused(String url) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "sending a request to %s (expected: an address with http:// or https://)".formatted(url));
  }
}
