package io.pitwheel.server.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;

/** Which launchers this server understands: those of its own version and one before or after. */
final class LaunchProtocol {
  static final int VERSION = 1;

  private LaunchProtocol() {}

  /**
   * @throws PipelinesException FAILED_PRECONDITION for a version further away, INVALID_ARGUMENT for
   *     what is none
   */
  static void require(int version) {
    if (version < 1) {
      throw PipelinesException.invalid(
          "protocol_version", "reading protocol_version: %d (expected: from 1)".formatted(version));
    }
    if (Math.abs((long) version - VERSION) > 1) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "answering a launcher of protocol version %d: this server speaks %d (expected: at most one apart; the image of the launcher belongs to a version of the server)"
              .formatted(version, VERSION));
    }
  }
}
