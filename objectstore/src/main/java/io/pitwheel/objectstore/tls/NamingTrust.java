package io.pitwheel.objectstore.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;

/** Trusts whom one of two others trusts, and says of whom it does not trust who that is. */
final class NamingTrust implements X509TrustManager {
  private final X509TrustManager added;
  private final X509TrustManager standard;
  private final String names;

  /**
   * @param names what the two are called
   */
  NamingTrust(X509TrustManager added, X509TrustManager standard, String names) {
    this.added = added;
    this.standard = standard;
    this.names = names;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    try {
      added.checkServerTrusted(chain, algorithm);
    } catch (CertificateException exception) {
      checkStandard(chain, algorithm, exception);
    }
  }

  private void checkStandard(X509Certificate[] chain, String algorithm, CertificateException first)
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
  public X509Certificate[] getAcceptedIssuers() {
    return Stream.of(added, standard)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
