package io.pitwheel.objectstore.tls;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.trust.Distrust;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Says why a server could not be reached. */
public final class ConnectionTrouble {
  private ConnectionTrouble() {}

  /**
   * FAILED_PRECONDITION for a certificate that nobody vouches for, CANCELLED for an interrupt, else
   * UNAVAILABLE.
   *
   * @param start what was tried and at which server, with a colon at its end
   */
  public static PipelinesException of(String start, Throwable thrown) {
    if (thrown instanceof PipelinesException exception) {
      return exception;
    }
    Throwable root =
        Distrust.find(thrown)
            .<Throwable>map(found -> found)
            .orElseGet(() -> Distrust.rootOf(thrown));
    if (root instanceof PipelinesException exception) {
      return exception;
    }
    if (root instanceof CertificateException || root instanceof SSLException || isOfPath(root)) {
      return new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          start
              + root.getMessage()
              + " (expected: a certificate of an authority in tls.caFile or in Java's own list)",
          thrown);
    }
    if (root instanceof InterruptedException) {
      return new PipelinesException(ErrorCode.CANCELLED, start + "interrupted", thrown);
    }
    String reason =
        root instanceof UnknownHostException
            ? "unknown host " + root.getMessage()
            : String.valueOf(root.getMessage());
    return new PipelinesException(
        ErrorCode.UNAVAILABLE, start + reason + " (expected: a store that answers there)", thrown);
  }

  private static boolean isOfPath(Throwable root) {
    return root instanceof java.security.cert.CertPathBuilderException
        || root instanceof java.security.cert.CertPathValidatorException;
  }
}
