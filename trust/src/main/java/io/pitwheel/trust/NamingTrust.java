package io.pitwheel.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom one of two others trusts, and says of whom it does not trust who that is. Whether the
 * certificate is one of the host that was called is checked where the connection asks for it: some
 * libraries leave that to the extended form of a trust manager.
 */
final class NamingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager added;
  private final X509ExtendedTrustManager standard;
  private final String names;

  /**
   * @param names what the two are called
   */
  NamingTrust(X509ExtendedTrustManager added, X509ExtendedTrustManager standard, String names) {
    this.added = added;
    this.standard = standard;
    this.names = names;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    X509ExtendedTrustManager trusting = trusting(chain, algorithm);
    trusting.checkServerTrusted(chain, algorithm);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
      throws CertificateException {
    X509ExtendedTrustManager trusting = trusting(chain, algorithm);
    try {
      trusting.checkServerTrusted(chain, algorithm, engine);
    } catch (CertificateException exception) {
      throw ofAnother(chain, exception);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
      throws CertificateException {
    X509ExtendedTrustManager trusting = trusting(chain, algorithm);
    try {
      trusting.checkServerTrusted(chain, algorithm, socket);
    } catch (CertificateException exception) {
      throw ofAnother(chain, exception);
    }
  }

  private static CertificateException ofAnother(
      X509Certificate[] chain, CertificateException exception) {
    return new CertificateException(
        "the certificate of %s is not one of the host: %s"
            .formatted(chain[0].getSubjectX500Principal(), exception.getMessage()),
        exception);
  }

  /** The one of the two that trusts the chain, whatever host was called. */
  private X509ExtendedTrustManager trusting(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    try {
      added.checkServerTrusted(chain, algorithm);
      return added;
    } catch (CertificateException exception) {
      requireStandard(chain, algorithm, exception);
      return standard;
    }
  }

  private void requireStandard(
      X509Certificate[] chain, String algorithm, CertificateException first)
      throws CertificateException {
    try {
      standard.checkServerTrusted(chain, algorithm);
    } catch (CertificateException exception) {
      exception.addSuppressed(first);
      throw new CertificateException(
          "the certificate of %s, issued by %s, is not vouched for by %s"
              .formatted(
                  chain[0].getSubjectX500Principal(), chain[0].getIssuerX500Principal(), names),
          exception);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    standard.checkClientTrusted(chain, algorithm);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
      throws CertificateException {
    standard.checkClientTrusted(chain, algorithm, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
      throws CertificateException {
    standard.checkClientTrusted(chain, algorithm, socket);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return Stream.of(added, standard)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
