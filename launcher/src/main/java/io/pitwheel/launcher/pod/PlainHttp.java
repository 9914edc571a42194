package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Requests by the client that every Java has built in: it needs a third of the time and of the
 * memory of the newer one, and a pod makes few of them.
 */
final class PlainHttp {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  /** A store may think long about an object of many parts. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

  private PlainHttp() {}

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
  static HttpAnswer send(String method, String url, Map<String, String> headers)
      throws IOException {
    return answer(open(method, url, headers));
  }

  /** The same with a body. */
  static HttpAnswer send(String method, String url, Map<String, String> headers, Body body)
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

  private static HttpURLConnection open(String method, String url, Map<String, String> headers)
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

  private static HttpURLConnection connection(String url) throws IOException {
    try {
      if (URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection) {
        return connection;
      }
    } catch (IllegalArgumentException | MalformedURLException exception) {
      throw refused(url);
    }
    throw refused(url);
  }

  private static PipelinesException refused(String url) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "sending a request to %s (expected: an address with http:// or https://)".formatted(url));
  }
}
