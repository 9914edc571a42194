package io.pitwheel.objectstore;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A request that carries its own permission. The uri is a secret for as long as it is valid.
 *
 * @param method such as {@code GET}
 * @param headers that must be sent with it, by name
 * @param expiresAt when it stops being valid
 */
public record SignedRequest(
    String method, URI uri, Map<String, String> headers, Instant expiresAt) {
  public SignedRequest {
    headers = Map.copyOf(headers);
  }

  /** Without the permission, so that it may be logged. */
  @Override
  public String toString() {
    return "%s %s://%s%s until %s"
        .formatted(method, uri.getScheme(), uri.getRawAuthority(), uri.getRawPath(), expiresAt);
  }
}
