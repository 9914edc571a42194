package io.pitwheel.server.limits;

import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import java.time.Duration;

/**
 * The bounds that an admin may choose.
 *
 * @param requestBytes of the body of one request, and of one message of gRPC
 * @param uploads at once
 * @param connections that are open at once, on both ports together
 * @param patience how long a client may take for the head of a request, and for the next piece of
 *     its body
 */
public record RequestLimits(int requestBytes, int uploads, int connections, Duration patience) {
  private static final int MEBIBYTE = 1024 * 1024;

  public static RequestLimits of(Settings settings) {
    return new RequestLimits(
        settings.number(Setting.LIMITS_REQUEST_MEGABYTES) * MEBIBYTE,
        settings.number(Setting.LIMITS_UPLOADS),
        settings.number(Setting.LIMITS_CONNECTIONS),
        Duration.ofSeconds(settings.number(Setting.LIMITS_PATIENCE_SECONDS)));
  }
}
