package io.pitwheel.signing;

import java.time.Duration;
import java.time.Instant;

/**
 * When keys are made and when they go.
 *
 * @param age of a key, after which the next one is made
 * @param kept how long a key counts after the next one was made
 * @param fresh the secret of the next key, if one is made: lower-case hexadecimal
 */
public record KeyRenewal(Instant now, Duration age, Duration kept, String fresh) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "renewal at %s, every %s, kept %s".formatted(now, age, kept);
  }
}
