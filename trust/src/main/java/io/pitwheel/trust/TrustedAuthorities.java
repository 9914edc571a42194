package io.pitwheel.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for the servers that this process calls: Java's own list, and those of a file. */
public final class TrustedAuthorities {
  private static final TrustedAuthorities STANDARD = new TrustedAuthorities(null, null);

  private final @Nullable KeyStore added;
  private final @Nullable Path file;

  private TrustedAuthorities(@Nullable KeyStore added, @Nullable Path file) {
    this.added = added;
    this.file = file;
  }

  /** Java's own list. */
  public static TrustedAuthorities standard() {
    return STANDARD;
  }

  /**
   * Java's own list and those of a file.
   *
   * @param file certificates in PEM form
   * @throws UnreadableAuthorities naming the file, when it holds none
   */
  public static TrustedAuthorities of(Path file) throws UnreadableAuthorities {
    try (InputStream stream = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(stream);
      if (certificates.isEmpty()) {
        throw new UnreadableAuthorities(file, "no certificate in it", null);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry(Integer.toString(number++), certificate);
      }
      return new TrustedAuthorities(store, file);
    } catch (IOException | GeneralSecurityException exception) {
      throw new UnreadableAuthorities(file, exception.toString(), exception);
    }
  }

  /** What decides about a server's certificate. Reads Java's own list, so ask only for TLS. */
  public X509TrustManager trustManager() {
    try {
      X509ExtendedTrustManager standard = managerOf(null);
      return added == null
          ? new NamingTrust(standard, standard, "Java's own list of authorities")
          : new NamingTrust(
              managerOf(added), standard, "tls.caFile %s or Java's own list".formatted(file));
    } catch (GeneralSecurityException exception) {
      throw new IllegalStateException("every JDK has a list of authorities", exception);
    }
  }

  /** Makes connections to servers that {@link #trustManager} trusts. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager()}, null);
      return context;
    } catch (GeneralSecurityException exception) {
      throw new IllegalStateException("every JDK has TLS", exception);
    }
  }

  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }
}
