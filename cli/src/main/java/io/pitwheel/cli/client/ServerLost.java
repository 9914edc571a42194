package io.pitwheel.cli.client;

import java.net.URI;

/** The server does not answer, or stopped in the middle of an answer. Asking again may help. */
public final class ServerLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerLost(String tried, URI address, Exception cause) {
    super(
        "%s: no answer from %s (%s; expected: a Pitwheel server there)"
            .formatted(tried, address, reasonOf(cause)),
        cause);
  }

  private static String reasonOf(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
