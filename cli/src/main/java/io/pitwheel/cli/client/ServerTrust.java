package io.pitwheel.cli.client;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a command believes that it talks to the server it wants, when it talks TLS. */
final class ServerTrust {
  private static final int FAILED_PRECONDITION = 9;
  private static final int MAX_DEPTH = 20;

  private ServerTrust() {}

  /**
   * Trusts Java's own list of authorities and those of a file.
   *
   * @param file certificates in PEM form; null for none
   * @throws CommandFailure naming the file, when it holds none
   */
  static SSLContext context(@Nullable Path file) {
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (X509Certificate authority : managerOf(null).getAcceptedIssuers()) {
        all.setCertificateEntry(Integer.toString(number++), authority);
      }
      if (file != null) {
        for (Certificate authority : read(file)) {
          all.setCertificateEntry(Integer.toString(number++), authority);
        }
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new NamingTrust(managerOf(all))}, null);
      return context;
    } catch (GeneralSecurityException | IOException exception) {
      throw new IllegalStateException("every JDK has TLS and a list of authorities", exception);
    }
  }

  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  private static Collection<? extends Certificate> read(Path file) {
    String found = "no certificate in it";
    Exception cause = null;
    try (InputStream stream = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(stream);
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (IOException | CertificateException exception) {
      found = exception.toString();
      cause = exception;
    }
    throw new CommandFailure(
        ExitStatus.REFUSED,
        FAILED_PRECONDITION,
        "",
        "reading the authorities of %s: %s (expected: certificates in PEM form)"
            .formatted(file, found),
        cause);
  }

  /** What to say when a connection failed for the server's certificate, and for nothing else. */
  static Optional<CommandFailure> refusal(
      String tried, URI address, @Nullable Path file, Throwable thrown) {
    Throwable found = thrown;
    for (int depth = 0; depth < MAX_DEPTH && found != null; depth++) {
      if (found instanceof CertificateException) {
        return Optional.of(failure(tried, address, file, found));
      }
      found = found.getCause();
    }
    return Optional.empty();
  }

  private static CommandFailure failure(
      String tried, URI address, @Nullable Path file, Throwable found) {
    return new CommandFailure(
        ExitStatus.TROUBLE,
        FAILED_PRECONDITION,
        "",
        "%s: %s is not trusted: %s (expected: a certificate of that host by an authority of %s)"
            .formatted(
                tried,
                address,
                found.getMessage(),
                file == null
                    ? "Java's own list, or of a file that PITWHEEL_TLS_CA_FILE or tls.caFile of --config names"
                    : "%s, which PITWHEEL_TLS_CA_FILE or tls.caFile of --config names, or Java's own list"
                        .formatted(file)),
        found);
  }

  /** Whether a failure is one of this class. */
  static boolean isRefusal(CommandFailure failure) {
    return failure.code() == FAILED_PRECONDITION;
  }
}
