package io.pitwheel.server.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A response that is written bit by bit, waiting for a client that reads slowly. */
public final class ByteStream implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ByteStream.class);

  /** Whoever takes nothing for so long holds a place and does not read. */
  static final Duration LONGEST_STALL = Duration.ofMinutes(2);

  private final HttpResponseWriter writer;
  private final Duration longestStall;

  public ByteStream(HttpResponseWriter writer) {
    this(writer, LONGEST_STALL);
  }

  ByteStream(HttpResponseWriter writer, Duration longestStall) {
    this.writer = writer;
    this.longestStall = longestStall;
  }

  /**
   * Writes and waits until the bytes are on their way; false when the client has gone, or takes
   * nothing for too long, which ends the stream.
   */
  public boolean write(byte[] bytes) {
    if (!writer.tryWrite(HttpData.wrap(bytes))) {
      return false;
    }
    try {
      writer.whenConsumed().get(longestStall.toNanos(), TimeUnit.NANOSECONDS);
      return writer.isOpen();
    } catch (ExecutionException | CancellationException exception) {
      // The client closed the connection: the normal end of following something.
      return false;
    } catch (TimeoutException exception) {
      LOGGER.atInfo().log(
          "ending an answer: its client took nothing for {} s", longestStall.toSeconds());
      writer.abort(exception);
      return false;
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public boolean isOpen() {
    return writer.isOpen();
  }

  /** Calls back once the stream has ended, whoever ended it. */
  public void onEnd(Runnable action) {
    writer.whenComplete().whenComplete((_, _) -> action.run()).isDone();
  }

  @Override
  public void close() {
    writer.close();
  }
}
