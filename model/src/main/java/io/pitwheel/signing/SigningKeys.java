package io.pitwheel.signing;

import java.util.List;

/**
 * Keeps the keys that every server of the database signs with. Errors: {@code UNAVAILABLE} when the
 * database does not answer.
 */
public interface SigningKeys {
  /**
   * The keys of a purpose that count, newest first. Makes the first one, and the next when the
   * newest is too old; of servers that do so at once one does, and all get its key. Keys that count
   * no more go.
   *
   * @param purpose such as {@code page-tokens}
   */
  List<SigningKey> renew(String purpose, KeyRenewal renewal);
}
