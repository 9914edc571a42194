package io.pitwheel.cli.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom another trusts, and says whose certificate it was that is not trusted. */
final class NamingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager inner;

  NamingTrust(X509ExtendedTrustManager inner) {
    this.inner = inner;
  }

  /** One of the checks of the other. */
  private interface Check {
    void run() throws CertificateException;
  }

  private static void named(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException exception) {
      throw new CertificateException(
          "the certificate of %s, issued by %s: %s"
              .formatted(
                  chain[0].getSubjectX500Principal(),
                  chain[0].getIssuerX500Principal(),
                  exception.getMessage()),
          exception);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    named(chain, () -> inner.checkServerTrusted(chain, algorithm));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
      throws CertificateException {
    named(chain, () -> inner.checkServerTrusted(chain, algorithm, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
      throws CertificateException {
    named(chain, () -> inner.checkServerTrusted(chain, algorithm, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm)
      throws CertificateException {
    inner.checkClientTrusted(chain, algorithm);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
      throws CertificateException {
    inner.checkClientTrusted(chain, algorithm, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
      throws CertificateException {
    inner.checkClientTrusted(chain, algorithm, socket);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return inner.getAcceptedIssuers();
  }
}
