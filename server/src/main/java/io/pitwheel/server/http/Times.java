package io.pitwheel.server.http;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as messages: whole seconds, as KFP stores them. */
public final class Times {
  private Times() {}

  /** The epoch for a time that has not come, which KFP's clients expect to be there. */
  public static Timestamp toMessage(@Nullable Instant instant) {
    return instant == null
        ? Timestamp.getDefaultInstance()
        : Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }
}
