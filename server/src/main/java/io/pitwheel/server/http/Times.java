package io.pitwheel.server.http;

import com.google.protobuf.Timestamp;
import io.pitwheel.failure.PipelinesException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as messages: whole seconds, as KFP stores them. */
public final class Times {
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Times() {}

  /**
   * A time that a client sent; what is less than a second is dropped, as KFP does.
   *
   * @param path its place in the request
   * @throws PipelinesException INVALID_ARGUMENT for what no timestamp may be, which only gRPC can
   *     send
   */
  public static Instant fromMessage(Timestamp message, String path) {
    if (message.getSeconds() < FIRST_SECOND || message.getSeconds() > LAST_SECOND) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %d seconds (expected: a time of the years 1 to 9999)"
              .formatted(path, message.getSeconds()));
    }
    return Instant.ofEpochSecond(message.getSeconds());
  }

  /** The epoch for a time that has not come, which KFP's clients expect to be there. */
  public static Timestamp toMessage(@Nullable Instant instant) {
    return instant == null
        ? Timestamp.getDefaultInstance()
        : Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }
}
