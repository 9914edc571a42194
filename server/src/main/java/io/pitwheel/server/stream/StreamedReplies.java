package io.pitwheel.server.stream;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whose bodies are made while they are sent. */
public final class StreamedReplies {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamedReplies.class);
  private static final int BUFFER = 64 * 1024;

  private StreamedReplies() {}

  /** Writes a body; its end is the end of the answer. */
  public interface Body {
    /**
     * @throws IOException also when the client has gone
     */
    void writeTo(OutputStream target) throws IOException;
  }

  /**
   * Nothing but headers when only those were asked for.
   *
   * @param what is sent, for the log of the server
   */
  public static HttpResponse stream(
      ServiceRequestContext context, ResponseHeaders headers, String what, Body body) {
    if (context.method() == HttpMethod.HEAD) {
      return HttpResponse.of(headers);
    }
    context.clearRequestTimeout();
    HttpResponseWriter response = HttpResponse.streaming();
    response.write(headers);
    context.blockingTaskExecutor().execute(() -> send(response, what, body));
    return response;
  }

  /** All that is left of a stream. */
  public static void copy(InputStream source, OutputStream target) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
      target.write(buffer, 0, length);
    }
  }

  private static void send(HttpResponseWriter response, String what, Body body) {
    var stream = new ByteStream(response);
    try (var target = new Sink(stream)) {
      body.writeTo(target);
      target.flush();
      stream.close();
    } catch (ClientGone _) {
      // Nobody is left to be answered.
    } catch (IOException | RuntimeException exception) {
      LOGGER.atWarn().setCause(exception).log("sending {}", what);
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
      if (!stream.write(Arrays.copyOfRange(bytes, offset, offset + length))) {
        throw new ClientGone();
      }
    }
  }
}
