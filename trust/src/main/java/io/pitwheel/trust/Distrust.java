package io.pitwheel.trust;

import java.security.cert.CertificateException;
import java.util.Optional;

/** Finds why a server was not believed in what a failed connection threw. */
public final class Distrust {
  /** Causes of causes; libraries wrap a failure a few times. */
  private static final int MAX_DEPTH = 20;

  private Distrust() {}

  /**
   * The word on the certificate; empty when the connection failed for anything else.
   *
   * @param thrown with its causes, which may go in a circle
   */
  public static Optional<CertificateException> find(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; depth < MAX_DEPTH && cause != null; depth++) {
      if (cause instanceof CertificateException exception) {
        return Optional.of(exception);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** What everything else came of, as far as causes are followed. */
  public static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < MAX_DEPTH && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
