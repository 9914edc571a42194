package io.pitwheel.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** A response that is written bit by bit, waiting for a client that reads slowly. */
public final class ByteStream implements AutoCloseable {
  private final HttpResponseWriter writer;

  public ByteStream(HttpResponseWriter writer) {
    this.writer = writer;
  }

  /** Writes and waits until the bytes are on their way; false when the client has gone. */
  public boolean write(byte[] bytes) {
    if (!writer.tryWrite(HttpData.wrap(bytes))) {
      return false;
    }
    try {
      writer.whenConsumed().join();
      return writer.isOpen();
    } catch (CompletionException | CancellationException exception) {
      // The client closed the connection: the normal end of following something.
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
