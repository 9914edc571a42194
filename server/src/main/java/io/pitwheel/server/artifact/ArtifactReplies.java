package io.pitwheel.server.artifact;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.http.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whose bytes users made. A browser gets them in a sandbox: they run no script with the
 * rights of this site, whatever they are.
 */
final class ArtifactReplies {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArtifactReplies.class);
  private static final int BUFFER = 64 * 1024;

  private ArtifactReplies() {}

  /** Writes a body; its end is the end of the answer. */
  interface Body {
    void writeTo(OutputStream target) throws IOException;
  }

  /** Headers that every such answer has. */
  static ResponseHeadersBuilder headers(HttpStatus status, MediaType type) {
    return ResponseHeaders.builder(status)
        .contentType(type)
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .set(
            HttpHeaderNames.CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
  }

  /** Nothing but headers when only those were asked for. */
  static HttpResponse stream(ServiceRequestContext context, ResponseHeaders headers, Body body) {
    if (context.method() == HttpMethod.HEAD) {
      return HttpResponse.of(headers);
    }
    context.clearRequestTimeout();
    HttpResponseWriter response = HttpResponse.streaming();
    response.write(headers);
    context.blockingTaskExecutor().execute(() -> send(response, body));
    return response;
  }

  /** All that is left of a stream. */
  static void copy(InputStream source, OutputStream target) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
      target.write(buffer, 0, length);
    }
  }

  private static void send(HttpResponseWriter response, Body body) {
    var stream = new ByteStream(response);
    try (var target = new Sink(stream)) {
      body.writeTo(target);
      target.flush();
      stream.close();
    } catch (ClientGone _) {
      // Nobody is left to be answered.
    } catch (IOException | RuntimeException exception) {
      LOGGER.atWarn().setCause(exception).log("sending an artifact");
      // What was sent must not look like all of it.
      response.close(exception);
    }
  }

  /** The client closed the connection. */
  private static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Sends what is written, waiting for a client that reads slowly. */
  private static final class Sink extends OutputStream {
    private final ByteStream stream;

    Sink(ByteStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!stream.write(java.util.Arrays.copyOfRange(bytes, offset, offset + length))) {
        throw new ClientGone();
      }
    }
  }
}
