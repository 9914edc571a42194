package io.pitwheel.trust;

import io.pitwheel.trust.UnreadableAuthorities.NoCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final TrustedAuthorities STANDARD = new TrustedAuthorities(null, "");

  private final @Nullable KeyStore added;
  private final String place;

  private TrustedAuthorities(@Nullable KeyStore added, String place) {
    this.added = added;
    this.place = place;
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
    String place = "tls.caFile " + file;
    try {
      return read(Files.readAllBytes(file), place);
    } catch (IOException exception) {
      throw new UnreadableAuthorities(place, exception);
    }
  }

  /**
   * Java's own list and those of a text that the server gave out.
   *
   * @param certificates in PEM form
   * @throws UnreadableAuthorities when it holds none
   */
  public static TrustedAuthorities ofText(String certificates) throws UnreadableAuthorities {
    return read(certificates.getBytes(StandardCharsets.US_ASCII), "the server's tls.caFile");
  }

  private static TrustedAuthorities read(byte[] bytes, String place) throws UnreadableAuthorities {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (certificates.isEmpty()) {
        throw new UnreadableAuthorities(place, new NoCertificate());
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry(Integer.toString(number++), certificate);
      }
      return new TrustedAuthorities(store, place);
    } catch (IOException | GeneralSecurityException exception) {
      throw new UnreadableAuthorities(place, exception);
    }
  }

  /** What decides about a server's certificate. Reads Java's own list, so ask only for TLS. */
  public X509TrustManager trustManager() {
    try {
      X509ExtendedTrustManager standard = managerOf(null);
      return added == null
          ? new NamingTrust(standard, standard, "Java's own list of authorities")
          : new NamingTrust(managerOf(added), standard, place + " or Java's own list");
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
