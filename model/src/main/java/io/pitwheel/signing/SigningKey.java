package io.pitwheel.signing;

import java.time.Instant;

/**
 * One key of a purpose.
 *
 * @param generation from 1; each key has one more than that before it
 * @param secret lower-case hexadecimal
 */
public record SigningKey(long generation, String secret, Instant createdAt) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "signing key %d of %s".formatted(generation, createdAt);
  }
}
