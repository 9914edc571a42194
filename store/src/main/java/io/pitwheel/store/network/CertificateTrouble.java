package io.pitwheel.store.network;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DriverTrouble;
import io.pitwheel.trust.Distrust;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database that shows a certificate which nobody vouches for, or one of another host. Drivers do
 * not say whose it is.
 */
final class CertificateTrouble {
  private CertificateTrouble() {}

  /** FAILED_PRECONDITION with database and certificate, which is looked at for that once more. */
  static Optional<PipelinesException> find(NetworkDatabase database, SQLException exception) {
    Optional<CertificateException> distrust = Distrust.find(exception);
    if (distrust.isPresent()) {
      return Optional.of(
          refusal(
              database,
              exception,
              "is not trusted: %s (expected: one of an authority in tls.caFile, or in the file that database.url names)"
                  .formatted(distrust.get().getMessage())));
    }
    if (database.isOfAnotherHost(exception)) {
      return Optional.of(
          refusal(
              database,
              exception,
              "is not one of the host (expected: one for the host that database.url names)"));
    }
    return Optional.empty();
  }

  private static PipelinesException refusal(
      NetworkDatabase database, SQLException exception, String words) {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "connecting to the database %s: the certificate %s%s"
            .formatted(database.place(), shownBy(database), words),
        DriverTrouble.of(exception, database.user()));
  }

  private static String shownBy(NetworkDatabase database) {
    try (Connection connection = database.refusing().getConnection()) {
      throw new IllegalStateException("let in by who trusts nobody: " + connection);
    } catch (SQLException exception) {
      return Distrust.find(exception)
          .filter(RefusingTrust.Shown.class::isInstance)
          .map(shown -> "of " + shown.getMessage() + ", ")
          .orElse("it shows ");
    }
  }
}
