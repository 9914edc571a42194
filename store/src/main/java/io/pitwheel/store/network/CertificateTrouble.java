package io.pitwheel.store.network;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.failure.DriverTrouble;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A database that shows a certificate which nobody vouches for. Drivers do not say whose it is. */
final class CertificateTrouble {
  private static final int MAX_DEPTH = 20;

  private CertificateTrouble() {}

  static boolean isOne(SQLException exception) {
    return find(exception, CertificateException.class).isPresent();
  }

  /** FAILED_PRECONDITION with database and certificate, which is looked at for that once more. */
  static PipelinesException of(NetworkDatabase database, SQLException exception) {
    String reason =
        find(exception, CertificateException.class)
            .map(thrown -> String.valueOf(thrown.getMessage()))
            .orElse("");
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "connecting to the database %s: the certificate %sis not trusted: %s (expected: one of an authority in tls.caFile, or in the file that database.url names)"
            .formatted(database.place(), shownBy(database), reason),
        DriverTrouble.of(exception));
  }

  private static String shownBy(NetworkDatabase database) {
    try (Connection connection = database.refusing().getConnection()) {
      throw new IllegalStateException("let in by who trusts nobody: " + connection);
    } catch (SQLException exception) {
      return find(exception, RefusingTrust.Shown.class)
          .map(shown -> "of " + shown.getMessage() + ", ")
          .orElse("it shows ");
    }
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> kind) {
    Throwable next = thrown;
    for (int depth = 0; depth < MAX_DEPTH && next != null; depth++) {
      if (kind.isInstance(next)) {
        return Optional.of(kind.cast(next));
      }
      next = next.getCause();
    }
    return Optional.empty();
  }
}
