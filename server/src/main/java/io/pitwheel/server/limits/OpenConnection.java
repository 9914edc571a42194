package io.pitwheel.server.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.server.http.HttpReplies;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection, seen from its raw end. The HTTP library closes one on which nothing complete
 * comes; when that is the head of an HTTP/1.1 request, this says why before it is closed.
 */
final class OpenConnection extends ChannelDuplexHandler {
  /** With which the first line of HTTP/2 begins. */
  private static final String NEWER_PROTOCOL = "PRI";

  private final boolean isWelcome;
  private final @Nullable Duration patience;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger underWay = new AtomicInteger();
  private long answers;
  private boolean hasRead;
  private boolean isHeadOpen;
  private volatile boolean mayBeTold;

  /**
   * @param isWelcome false when it was one too many
   * @param patience for the head of a request; null where what is written here would not be read
   */
  OpenConnection(boolean isWelcome, @Nullable Duration patience) {
    this.isWelcome = isWelcome;
    this.patience = patience;
    this.mayBeTold = patience != null;
  }

  boolean isWelcome() {
    return isWelcome;
  }

  /** A request has its head. */
  void begin(boolean isOlderProtocol) {
    requests.incrementAndGet();
    underWay.incrementAndGet();
    mayBeTold = mayBeTold && isOlderProtocol;
  }

  /** A request has its answer, and its body has come or was given up. */
  void end() {
    underWay.decrementAndGet();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!hasRead && message instanceof ByteBuf bytes) {
      hasRead = true;
      String start =
          bytes.toString(
              bytes.readerIndex(),
              Math.min(NEWER_PROTOCOL.length(), bytes.readableBytes()),
              US_ASCII);
      mayBeTold = mayBeTold && !start.equals(NEWER_PROTOCOL);
    }
    long requestsBefore = requests.get();
    long answersBefore = answers;
    super.channelRead(context, message);
    // What came began no request, belongs to none, and was not answered as what it is either.
    isHeadOpen =
        requests.get() == requestsBefore && answers == answersBefore && underWay.get() == 0;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    answers++;
    isHeadOpen = false;
    super.write(context, message, promise);
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (!isHeadOpen || !mayBeTold || patience == null) {
      super.close(context, promise);
      return;
    }
    isHeadOpen = false;
    byte[] refusal = refusal(patience).getBytes(UTF_8);
    var _ =
        context
            .writeAndFlush(Unpooled.wrappedBuffer(refusal))
            .addListener(_ -> closeNow(context, promise));
  }

  private static void closeNow(ChannelHandlerContext context, ChannelPromise promise) {
    var _ = context.close(promise);
  }

  private static String refusal(Duration patience) {
    String body =
        HttpReplies.text(
            ErrorCode.DEADLINE_EXCEEDED,
            "reading the request: its head did not end within %d s (expected: an empty line after it)"
                .formatted(patience.toSeconds()));
    return """
    HTTP/1.1 408 Request Timeout\r
    content-type: application/json; charset=utf-8\r
    content-length: %d\r
    connection: close\r
    \r
    %s\
    """
        .formatted(body.getBytes(UTF_8).length, body);
  }
}
