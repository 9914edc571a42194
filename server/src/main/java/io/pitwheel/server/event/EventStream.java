package io.pitwheel.server.event;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.server.event.EventFeed.Follower;
import io.pitwheel.server.stream.ByteStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer of server-sent events that goes on as long as its sender has something to wait for. */
final class EventStream {
  private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

  private EventStream() {}

  /** Writes until everything is said, the client is gone or the server ends. */
  interface Sender {
    void send(ByteStream stream) throws InterruptedException;
  }

  /**
   * Begins the answer; the sender runs beside it.
   *
   * @param follower is woken when the client goes, and closed with the stream
   * @param followed for the log, such as a run's id
   */
  static HttpResponse open(
      ServiceRequestContext context, Follower follower, String followed, Sender sender) {
    var response = HttpResponse.streaming();
    response.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build());
    var stream = new ByteStream(response);
    stream.onEnd(follower::wake);
    context.blockingTaskExecutor().execute(() -> send(stream, follower, followed, sender));
    return response;
  }

  private static void send(ByteStream stream, Follower follower, String followed, Sender sender) {
    try (stream;
        follower) {
      sender.send(stream);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException exception) {
      // The client sees the stream end early and asks again after the last event it saw.
      LOGGER.atWarn().addKeyValue("runId", followed).setCause(exception).log("sending events");
    }
  }
}
